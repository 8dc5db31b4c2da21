package io.voteengine.poll;

import io.voteengine.Choice;
import io.voteengine.Tally;

/**
 * Who may see the counts of a poll before its end. Until then every read that a host makes for its
 * readers gives {@link Tally#HIDDEN} for the counts and answers as if the poll had no votes: pages,
 * receipts, rankings, records, live updates, events, scores of owners. A voter's own choices are
 * always shown to that voter. Calls for operators (health, audits, pending subjects, moderation,
 * backups, lists of subjects) show everything.
 *
 * <p>The visibility of a poll is fixed when it is defined.
 */
public enum Visibility {
  /** Everybody sees the counts at all times. */
  ALWAYS,
  /**
   * A voter sees the counts of a subject while holding a choice on it, other than {@link
   * Choice#NONE}; in a ballot poll also those of its other subjects, where the same page or
   * subscription includes a subject on which the voter holds a choice. Everybody sees them when the
   * poll has closed.
   */
  AFTER_VOTE,
  /** Everybody sees the counts when the poll has closed. */
  AFTER_CLOSE,
  /** Everybody sees the counts when the poll is sealed, and its result is final. */
  AFTER_SEAL;

  /**
   * Returns whether everybody may see the counts. Once that is so, it stays so.
   *
   * @param over whether the poll has closed
   * @param sealed whether the poll is sealed
   * @return false where some readers may not
   */
  public boolean isPublic(boolean over, boolean sealed) {
    return switch (this) {
      case ALWAYS -> true;
      case AFTER_VOTE, AFTER_CLOSE -> over || sealed;
      case AFTER_SEAL -> sealed;
    };
  }
}
