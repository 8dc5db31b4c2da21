package io.voteengine.tck.testing;

import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Declined;

/** What tests compare of the answers to votes. */
public final class Replies {
  private Replies() {}

  /**
   * Returns what a test compares that does not ask what the voter had chosen.
   *
   * @param reply the answer to a vote
   * @return the reason alone, of a refusal
   */
  public static CastReply withoutStanding(CastReply reply) {
    return reply instanceof Declined declined ? declined.reason() : reply;
  }
}
