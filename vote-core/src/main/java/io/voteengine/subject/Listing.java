package io.voteengine.subject;

/** Whether a poll knows a subject from its host. */
public enum Listing {
  /**
   * The host has not listed the subject. A poll that {@linkplain io.voteengine.Poll#listedSubjects
   * lists its subjects} refuses votes on it.
   */
  UNLISTED,
  /** The host has listed the subject. */
  LISTED,
  /**
   * The host has withdrawn the subject: new votes on it are refused, it is in no ranking, and the
   * votes that were cast before still count.
   */
  WITHDRAWN
}
