package io.voteengine.jdbc.apply;

import io.voteengine.Choice;
import io.voteengine.spi.VoteLedger;
import org.jspecify.annotations.Nullable;

/**
 * The change of a subject's tally by a batch.
 *
 * @param firstAt when the earliest of its votes was cast; null when none was counted
 */
public record TallyChange(long up, long down, long version, @Nullable Long firstAt) {
  public static final TallyChange NONE = new TallyChange(0, 0, 0, null);

  /** Raises the version above all that the store has given out. */
  public static final TallyChange LEAP = new TallyChange(0, 0, VoteLedger.LEAP, null);

  /** Returns this change with one more vote, which moved a voter from one choice to another. */
  public TallyChange and(Choice from, Choice to, long castAt) {
    return new TallyChange(
        up + count(to, Choice.UP) - count(from, Choice.UP),
        down + count(to, Choice.DOWN) - count(from, Choice.DOWN),
        version + 1,
        firstAt == null ? castAt : Math.min(firstAt, castAt));
  }

  /**
   * Returns this change with one more vote, which the database refused. The store has counted its
   * version, which must not go backwards when the store loads the subject.
   */
  public TallyChange andRefused() {
    return new TallyChange(up, down, version + 1, firstAt);
  }

  private static int count(Choice choice, Choice wanted) {
    return choice == wanted ? 1 : 0;
  }
}
