package io.voteengine.bench.load;

import io.voteengine.CastResult;
import io.voteengine.spi.CastReply;

/** Fails where a vote that is measured has not been accepted. */
public final class Accepted {
  private Accepted() {}

  public static void check(CastResult result) {
    if (!(result instanceof CastResult.Accepted)) {
      throw new IllegalStateException("Every vote must be accepted: " + result);
    }
  }

  public static CastReply.Accepted check(CastReply reply) {
    if (reply instanceof CastReply.Accepted accepted) {
      return accepted;
    }
    throw new IllegalStateException("Every cast must be accepted: " + reply);
  }
}
