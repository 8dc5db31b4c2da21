package io.voteengine.spring.wire;

/** Thrown when properties and beans do not say what to wire. */
public final class VoteWiringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to do. */
  private final String action;

  VoteWiringException(String description, String action) {
    super(description);
    this.action = action;
  }

  /** Returns what to do. */
  public String action() {
    return action;
  }
}
