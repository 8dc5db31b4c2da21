package io.voteengine.examples.board.seed;

import io.voteengine.examples.board.catalog.Boards;
import io.voteengine.examples.board.catalog.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Invented products, songs and logos. */
final class DemoItems {
  private static final String[][] PRODUCTS = {
    {"lantern", "Lantern", "A reading lamp that follows the page"},
    {"tideline", "Tideline", "Surf forecasts for one beach: yours"},
    {"quillbox", "Quillbox", "Letters on paper, sent from your editor"},
    {"bramble", "Bramble", "A garden planner that knows your frost dates"},
    {"northstar", "Northstar", "One metric a day, by mail"},
    {"patchwork", "Patchwork", "Swap fabric remnants with neighbours"},
    {"slowpost", "Slowpost", "A feed that updates once a week"},
    {"halyard", "Halyard", "Crew lists for small sailing clubs"},
    {"oatmeal", "Oatmeal", "Breakfast for the whole office, by seven"},
    {"ferrous", "Ferrous", "Find the screw that fits"},
    {"moonroof", "Moonroof", "Tonight's sky above your own roof"},
    // A name from a user may hold anything; the site hands it on as text.
    {"tagsoup", "<script>alert('Tagsoup')</script>", "A parser for everything that is no HTML"},
  };

  private static final String[][] SONGS = {
    {"low-tide", "Low Tide", "The Harbour Lights"},
    {"paper-kites", "Paper Kites", "Inês Duarte"},
    {"night-bus-28", "Night Bus 28", "Tram Line"},
    {"copper-wire", "Copper Wire", "Static Orchard"},
    {"slow-river", "Slow River", "Marta & the Mill"},
    {"second-summer", "Second Summer", "Glasshouse"},
    {"tin-roof", "Rain on a Tin Roof", "Old Weather"},
    {"orbit", "Orbit", "Eleven Moons"},
  };

  private static final String[][] LOGOS = {
    {"anchor", "Anchor", "One line, drawn without lifting the pen"},
    {"sunrise", "Sunrise", "Three arcs and a horizon"},
    {"fox", "Fox", "A fox that is also a ballot box"},
    {"knot", "Knot", "Two loops that hold each other"},
    {"lighthouse", "Lighthouse", "Stripes, and a beam to the right"},
  };

  private DemoItems() {}

  static List<Item> of(String board, Instant now) {
    String[][] rows =
        switch (board) {
          case Boards.LAUNCH -> PRODUCTS;
          case Boards.JAM -> SONGS;
          default -> LOGOS;
        };
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      Instant postedAt = now.minus(Duration.ofMinutes(20L * (rows.length - i)));
      items.add(new Item(board, rows[i][0], rows[i][1], rows[i][2], "maker-" + (i + 1), postedAt));
    }
    return items;
  }
}
