package io.voteengine;

/** The change that a cast made to the voter's choice on the subject. */
public enum Action {
  /** The voter had no choice and has one now. */
  CREATED,
  /** The voter had the opposite choice before. */
  CHANGED,
  /** The voter's choice was retracted. */
  REMOVED,
  /** The voter already had this choice. */
  UNCHANGED;

  /**
   * Returns the action that leads from one choice to another.
   *
   * @param previous the voter's choice before the cast
   * @param choice the voter's choice after it
   * @return the action
   */
  public static Action between(Choice previous, Choice choice) {
    if (previous == choice) {
      return UNCHANGED;
    }
    if (previous == Choice.NONE) {
      return CREATED;
    }
    return choice == Choice.NONE ? REMOVED : CHANGED;
  }
}
