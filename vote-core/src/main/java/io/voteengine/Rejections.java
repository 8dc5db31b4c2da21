package io.voteengine;

import io.voteengine.CastResult.Reason;
import io.voteengine.CastResult.Rejected;
import io.voteengine.spi.CastReply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes the answers to votes that were not cast, and counts those that nobody's choice caused. */
final class Rejections {
  /** What is full or away is asked again no sooner; a shorter pause would keep it so. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Counters counters;

  Rejections(Counters counters) {
    this.counters = counters;
  }

  Rejected superseded(RequestId id, CastReply.Superseded reply) {
    return new Rejected(id, Reason.SUPERSEDED, null, reply.choice(), reply.tally());
  }

  Rejected rateLimited(RequestId id, CastReply.RateLimited reply) {
    Duration wait = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(reply.retryAfter()));
    return new Rejected(id, Reason.RATE_LIMITED, wait, null, null);
  }

  Rejected refused(RequestId id, CastReply.Refused reply) {
    return switch (reply) {
      case POLL_NOT_OPEN -> of(id, Reason.POLL_NOT_OPEN);
      case POLL_CLOSED -> of(id, Reason.POLL_CLOSED);
      case CHOICE_NOT_ALLOWED -> of(id, Reason.CHOICE_NOT_ALLOWED);
      case BACKLOG_FULL -> backlogFull(id);
      case WRONG_EPOCH -> throw new IllegalStateException("unanswered: " + reply);
    };
  }

  private static Rejected of(RequestId id, Reason reason) {
    return new Rejected(id, reason, null, null, null);
  }

  Rejected backlogFull(RequestId id) {
    counters.refusedForBacklog();
    return unavailable(id);
  }

  /**
   * The call has failed.
   *
   * @throws RuntimeException the failure, where it does not say that the vote was not cast
   */
  Rejected failed(RequestId id, Throwable failure) {
    Throwable cause = Failures.cause(failure);
    if (cause instanceof StoreUnavailableException) {
      counters.refusedByStore();
    } else if (!(cause instanceof VoteLedgerException)
        || cause instanceof OutcomeUnknownException) {
      throw Failures.thrown(cause);
    }
    return unavailable(id);
  }

  private static Rejected unavailable(RequestId id) {
    return new Rejected(id, Reason.UNAVAILABLE, PAUSE, null, null);
  }
}
