package io.voteengine.engine.cast;

import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.engine.Causes;
import io.voteengine.engine.metrics.CastError;
import io.voteengine.metrics.CastObserver;
import io.voteengine.spi.DeadlinePassedException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One cast that is measured. Its methods are called one after the other, by the stages of the
 * answer.
 */
final class MeasuredCast {
  private final CastMeasuring measuring;
  private final RequestId id;
  private final boolean shortDeadline;
  private final CastObserver.@Nullable Observed observed;
  private final long began = System.nanoTime();

  /** Why store or ledger did not answer; null: they answered, or were not called. */
  private @Nullable Throwable unanswered;

  /** The vote's turn did not come, because of the same voter's other votes. */
  private boolean missedTurn;

  private boolean answered;

  MeasuredCast(
      CastMeasuring measuring,
      RequestId id,
      boolean shortDeadline,
      CastObserver.@Nullable Observed observed) {
    this.measuring = measuring;
    this.id = id;
    this.shortDeadline = shortDeadline;
    this.observed = observed;
  }

  /** When the cast began, on the clock of {@link System#nanoTime}. */
  long began() {
    return began;
  }

  /**
   * Records that store or ledger have answered, or that they did not.
   *
   * @param now the present time
   * @param failure why they did not; null: they answered
   */
  void answered(long now, @Nullable Throwable failure) {
    answered = true;
    unanswered = failure;
    measuring.meters().answered(now - began);
  }

  CastResult missedTurn(CastResult result) {
    missedTurn = true;
    return result;
  }

  /**
   * Records the end.
   *
   * @return the answer
   * @throws CompletionException the failure, if there is one
   */
  CastResult ended(@Nullable CastResult result, @Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Causes.cause(failure);
    if (!answered) {
      measuring.meters().answered(System.nanoTime() - began);
    }
    measuring.meters().ended(result, error(result, cause));
    if (measuring.logs()) {
      CastLog.ended(id, result, cause, began);
    }
    if (observed != null) {
      measuring.end(observed, each -> each.end(result, cause));
    }
    if (result == null) {
      throw new CompletionException(cause);
    }
    return result;
  }

  private @Nullable CastError error(@Nullable CastResult result, @Nullable Throwable cause) {
    if (cause != null) {
      return CastError.of(cause);
    }
    if (result instanceof CastResult.Unknown) {
      return shortDeadline ? null : CastError.UNKNOWN;
    }
    boolean unavailable =
        result instanceof CastResult.Rejected rejected
            && rejected.reason() == CastResult.Reason.UNAVAILABLE;
    return unavailable && !missedTurn ? unavailable() : null;
  }

  private @Nullable CastError unavailable() {
    if (unanswered == null) {
      return CastError.BACKLOG;
    }
    Throwable why = Causes.cause(unanswered);
    return shortDeadline && why instanceof DeadlinePassedException ? null : CastError.of(why);
  }
}
