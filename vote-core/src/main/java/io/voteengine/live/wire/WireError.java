package io.voteengine.live.wire;

/** What a server sends to a client whose request it refuses. */
public enum WireError {
  /** A frame breaks the protocol or names an id that breaks the rules of ids; it had no effect. */
  INVALID,
  /** More topics than one connection may have; the frame had no effect. */
  TOO_MANY,
  /** More messages than one connection may send; the frame had no effect. */
  RATE_LIMITED,
  /** The client may not read this subject, poll or channel; the rest of the frame took effect. */
  FORBIDDEN,
  /** The client must authenticate, or its token is not valid. Final. */
  UNAUTHENTICATED,
  /** The client uses another version of the protocol. Final. */
  UNSUPPORTED_PROTOCOL;

  /**
   * Returns whether connecting again would not help.
   *
   * @return true for errors after which the server closes, and the client must not reconnect
   */
  public boolean isFinal() {
    return this == UNAUTHENTICATED || this == UNSUPPORTED_PROTOCOL;
  }
}
