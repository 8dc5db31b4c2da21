package io.voteengine;

import java.time.Duration;

/**
 * A subject as one voter sees it.
 *
 * @param subject the subject
 * @param tally its counts; {@link Tally#HIDDEN} where the poll's visibility hides them from the
 *     voter, and then never {@code exact}
 * @param choice the voter's own choice; {@link Choice#NONE} where no voter was named
 * @param exact true when counts and choice are known to include every vote that this engine
 *     accepted before the read began, and every other vote that the store had; false when they come
 *     from the ledger alone, which may lack the newest votes, or when the store lost votes that
 *     must still be sent to it again, or when they are copies of an earlier read
 * @param age how old counts and choice may be: the time since the read began that brought them,
 *     zero when it was made for this call. A copy of a read that was not exact, as in degraded
 *     mode, may lack older votes too
 */
public record SubjectView(
    SubjectId subject, Tally tally, Choice choice, boolean exact, Duration age) {
  /**
   * Creates a view that was read for this call.
   *
   * @param subject the subject
   * @param tally its counts
   * @param choice the voter's own choice
   * @param exact see {@link SubjectView}
   */
  public SubjectView(SubjectId subject, Tally tally, Choice choice, boolean exact) {
    this(subject, tally, choice, exact, Duration.ZERO);
  }
}
