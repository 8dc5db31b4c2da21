package io.voteengine.live.wire;

/** A frame that a client sends. Immutable. */
public sealed interface ClientFrame {
  /**
   * Says who the client is. The host decides what a token is, and whether it is valid.
   *
   * @param token at most {@link WireCodec#LONGEST_TOKEN} characters
   */
  record Auth(String token) implements ClientFrame {
    /** Does not repeat the token, because logs are no place for it. */
    @Override
    public String toString() {
      return "Auth[token of " + token.length() + " characters]";
    }
  }

  /**
   * Names everything that the client wants from now on, and replaces what it named before.
   *
   * @param protocol version of the protocol that the client uses; this library uses {@link
   *     WireCodec#PROTOCOL}
   * @param topics what it wants
   */
  record Subscribe(int protocol, Topics topics) implements ClientFrame {}

  /**
   * Adds topics.
   *
   * @param topics what the client wants too
   */
  record Track(Topics topics) implements ClientFrame {}

  /**
   * Removes topics.
   *
   * @param topics what the client no longer wants
   */
  record Untrack(Topics topics) implements ClientFrame {}
}
