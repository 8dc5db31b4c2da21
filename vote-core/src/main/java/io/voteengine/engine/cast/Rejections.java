package io.voteengine.engine.cast;

import io.voteengine.CastResult.Reason;
import io.voteengine.CastResult.Rejected;
import io.voteengine.RequestId;
import io.voteengine.VoteLedgerException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.health.Counters;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the answers to votes that were not cast, and counts those that a full backlog caused. */
final class Rejections {
  /** Retries after less time than this would prolong an overload or outage. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Rejections.class);

  private final LogThrottle logged = new LogThrottle();
  private final Counters counters;

  Rejections(Counters counters) {
    this.counters = counters;
  }

  Rejected superseded(RequestId id, CastReply.Superseded reply) {
    return new Rejected(id, Reason.SUPERSEDED, null, reply.choice(), reply.tally(), reply.held());
  }

  Rejected reused(RequestId id, CastReply.Reused reply) {
    return new Rejected(
        id, Reason.REQUEST_ID_REUSED, null, reply.choice(), reply.tally(), reply.held());
  }

  Rejected declined(RequestId id, CastReply.Declined reply) {
    Rejected bare = refused(id, reply.reason());
    return new Rejected(
        id, bare.reason(), bare.retryAfter(), reply.choice(), reply.tally(), reply.held());
  }

  /** Answers a refusal that comes without the voter's choice. */
  Rejected refused(RequestId id, CastReply.Refusal reply) {
    if (reply instanceof CastReply.RateLimited limited) {
      Duration wait = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(limited.retryAfter()));
      return new Rejected(id, Reason.RATE_LIMITED, wait, null, null, List.of());
    }
    return switch ((CastReply.Refused) reply) {
      case POLL_NOT_OPEN -> of(id, Reason.POLL_NOT_OPEN);
      case POLL_CLOSED -> of(id, Reason.POLL_CLOSED);
      case CHOICE_NOT_ALLOWED -> of(id, Reason.CHOICE_NOT_ALLOWED);
      case SUBJECT_UNKNOWN -> of(id, Reason.SUBJECT_UNKNOWN);
      case SUBJECT_WITHDRAWN -> of(id, Reason.SUBJECT_WITHDRAWN);
      case BUDGET_SPENT -> of(id, Reason.BUDGET_SPENT);
      case BACKLOG_FULL -> backlogFull(id);
      case WRONG_EPOCH, EXPIRED, UNKNOWN_REQUEST ->
          throw new IllegalStateException("unanswered: " + reply);
    };
  }

  private static Rejected of(RequestId id, Reason reason) {
    return new Rejected(id, reason, null, null, null, List.of());
  }

  Rejected backlogFull(RequestId id) {
    counters.refusedForBacklog();
    logged.run(
        others ->
            log.warn(
                "Votes are rejected as UNAVAILABLE ({} more since the last such line): too many"
                    + " wait for the ledger or for callbacks",
                others));
    return unavailable(id);
  }

  /**
   * Answers a failed call.
   *
   * @throws RuntimeException the failure, unless it means that the vote was certainly not cast
   */
  Rejected failed(RequestId id, Throwable failure) {
    Throwable cause = Causes.cause(failure);
    if (!saysNotCast(cause)) {
      throw Causes.thrown(cause);
    }
    logged.run(
        others ->
            log.warn(
                "Votes are rejected as UNAVAILABLE ({} more since the last such line): {}",
                others,
                cause.getMessage()));
    return unavailable(id);
  }

  private static boolean saysNotCast(Throwable cause) {
    return cause instanceof StoreUnavailableException
        || (cause instanceof VoteLedgerException && !(cause instanceof OutcomeUnknownException));
  }

  /**
   * Answers a call whose turn did not come.
   *
   * @throws RuntimeException the failure, if it has another cause
   */
  Rejected untimely(RequestId id, Throwable failure) {
    if (Causes.cause(failure) instanceof StoreUnavailableException) {
      return failed(id, failure);
    }
    throw Causes.thrown(failure);
  }

  private static Rejected unavailable(RequestId id) {
    return new Rejected(id, Reason.UNAVAILABLE, PAUSE, null, null, List.of());
  }
}
