package io.voteengine.examples.board.api;

import io.voteengine.Choice;
import io.voteengine.SubjectView;
import io.voteengine.examples.board.catalog.Item;
import io.voteengine.live.wire.Channels;
import io.voteengine.ranking.Ranking;
import java.util.List;

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
   * A subject with its counts and the reader's own choice.
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
      long up,
      long down,
      long score,
      Choice choice,
      long epoch,
      long version,
      boolean exact) {
    static Entry of(Item item, SubjectView view) {
      return new Entry(
          item.key(),
          Channels.of(view.subject()),
          item.title(),
          item.tagline(),
          item.maker(),
          view.tally().up(),
          view.tally().down(),
          view.tally().score(),
          view.choice(),
          view.tally().epoch(),
          view.tally().version(),
          view.exact());
    }
  }
}
