package io.voteengine;

/** What a cast did to the voter's standing on the subject. */
public enum Action {
  /** The voter had no choice and has one now. */
  CREATED,
  /** The voter had the opposite choice. */
  CHANGED,
  /** The voter's choice was taken back. */
  REMOVED,
  /** The voter already had this choice. */
  UNCHANGED;

  /**
   * The action that leads from one choice to another.
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
