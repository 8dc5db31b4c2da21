package io.voteengine.examples.board.catalog;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What plays: the song with the best score leaves the queue and becomes the active one. */
@Component
public class JamQueue {
  /** Tells all pages what plays now. */
  public static final String CHANNEL = "jam-queue";

  /** The best score first, then the key: pages sort in the same way. */
  private static final Comparator<SubjectView> BEST =
      Comparator.comparingLong((SubjectView view) -> -view.tally().score())
          .thenComparing(view -> view.subject().key());

  private final VoteEngine engine;
  private final Items items;
  private final JdbcClient jdbc;
  private final Clock clock;

  JamQueue(VoteEngine engine, Items items, JdbcClient jdbc, Clock clock) {
    this.engine = engine;
    this.items = items;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A song that plays, or has played.
   *
   * @param number counts plays from 1
   * @param song key of the item
   * @param startedAt since when
   */
  public record Play(long number, String song, Instant startedAt) {}

  /**
   * Returns all plays.
   *
   * @return the present one last; empty before the first
   */
  public List<Play> plays() {
    return jdbc.sql("SELECT play_number, item_key, started_at FROM jam_play ORDER BY play_number")
        .query(
            (row, number) ->
                new Play(
                    row.getLong("play_number"),
                    row.getString("item_key"),
                    row.getObject("started_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /**
   * Plays the song with the best score, and tells all pages. A second press of the button, or one
   * on a page that is late, skips nothing.
   *
   * @param after number of the play that the creator sees; 0 before the first
   * @return whether this call has changed what plays
   */
  public boolean next(long after) {
    List<Play> plays = plays();
    long present = plays.isEmpty() ? 0 : plays.get(plays.size() - 1).number();
    Optional<String> best = after == present ? best(plays) : Optional.empty();
    if (best.isEmpty()) {
      return false;
    }
    String song = best.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      jdbc.sql("INSERT INTO jam_play (play_number, item_key, started_at) VALUES (?, ?, ?)")
          .params(after + 1, song, OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException e) {
      return false; // Another press was faster.
    }
    // Pages move the song at this message; after it, the song takes no votes.
    engine
        .live()
        .publish(
            CHANNEL,
            "{\"number\":"
                + (after + 1)
                + ",\"active\":\""
                + song
                + "\",\"startedAt\":\""
                + now
                + "\"}");
    engine.subjects().withdraw(List.of(SubjectId.of(Boards.JAM, song)));
    return true;
  }

  private Optional<String> best(List<Play> plays) {
    Set<String> played = new HashSet<>();
    plays.forEach(play -> played.add(play.song()));
    List<SubjectId> waiting =
        items.of(Boards.JAM).stream()
            .map(Item::key)
            .filter(key -> !played.contains(key))
            .map(key -> SubjectId.of(Boards.JAM, key))
            .toList();
    return engine.page(waiting, null).stream().min(BEST).map(view -> view.subject().key());
  }
}
