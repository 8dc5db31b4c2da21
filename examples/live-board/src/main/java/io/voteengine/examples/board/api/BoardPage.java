package io.voteengine.examples.board.api;

import io.voteengine.Choice;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.examples.board.catalog.Item;
import io.voteengine.live.wire.Channels;
import io.voteengine.ranking.Ranking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a board: what a browser shows, before anything is live.
 *
 * @param poll name of the poll
 * @param ranking the order
 * @param page its number, from 0
 * @param size subjects in a page
 * @param total subjects in the board
 * @param subjects the subjects, first place first
 */
record BoardPage(
    String poll, Ranking ranking, int page, int size, int total, List<Entry> subjects) {
  /**
   * A subject with its counts and the reader's own choice. The counts and their version are null
   * while the poll hides them.
   *
   * @param key names it in votes
   * @param channel names it on the live channel
   * @param title text, never HTML
   * @param tagline text, never HTML
   * @param maker who posted it
   * @param up votes in favour
   * @param down votes against
   * @param score the difference
   * @param choice the reader's own choice
   * @param epoch of the version
   * @param version of the counts
   * @param exact whether the counts are known to be exact
   */
  record Entry(
      String key,
      String channel,
      String title,
      String tagline,
      String maker,
      @Nullable Long up,
      @Nullable Long down,
      @Nullable Long score,
      Choice choice,
      @Nullable Long epoch,
      @Nullable Long version,
      boolean exact) {
    static Entry of(Item item, SubjectView view) {
      Tally tally = view.tally();
      return new Entry(
          item.key(),
          Channels.of(view.subject()),
          item.title(),
          item.tagline(),
          item.maker(),
          shown(tally, tally.up()),
          shown(tally, tally.down()),
          shown(tally, tally.score()),
          view.choice(),
          shown(tally, tally.epoch()),
          shown(tally, tally.version()),
          view.exact());
    }

    private static @Nullable Long shown(Tally tally, long number) {
      return tally.isHidden() ? null : number;
    }
  }
}
