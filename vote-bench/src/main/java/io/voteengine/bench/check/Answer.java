package io.voteengine.bench.check;

import io.voteengine.CastResult;
import org.jspecify.annotations.Nullable;

/** The outcome of a vote. */
public enum Answer {
  OPEN,
  ACCEPTED,
  /** By a limit: what a workload of refusals is about. */
  LIMITED,
  /** For any other reason. */
  REFUSED,
  UNKNOWN,
  FAILED;

  private static final Answer[] ALL = values();

  /** Returns the answer of that ordinal. */
  static Answer of(byte ordinal) {
    return ALL[ordinal];
  }

  public static Answer of(@Nullable CastResult result, @Nullable Throwable failure) {
    if (failure != null || result == null) {
      return FAILED;
    }
    if (result instanceof CastResult.Rejected rejected) {
      return rejected.reason() == CastResult.Reason.RATE_LIMITED ? LIMITED : REFUSED;
    }
    return result instanceof CastResult.Unknown ? UNKNOWN : ACCEPTED;
  }
}
