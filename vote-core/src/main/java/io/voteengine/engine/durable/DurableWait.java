package io.voteengine.engine.durable;

import io.voteengine.CastResult;
import io.voteengine.engine.Causes;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteReconciler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Holds back the answer to an accepted vote until the ledger has it, or the deadline passes. */
public final class DurableWait {
  private final VoteReconciler reconciler;

  public DurableWait(VoteReconciler reconciler) {
    this.reconciler = reconciler;
  }

  /**
   * Waits for a vote.
   *
   * @param result an answer with the engine's own future
   * @return the same answer, or {@link CastResult.Unknown} once the deadline has passed; fails when
   *     the vote will never be durable
   */
  public CompletableFuture<CastResult> until(int partition, CastResult result, Deadline deadline) {
    if (!(result instanceof CastResult.Accepted accepted)) {
      return CompletableFuture.completedFuture(result);
    }
    CompletableFuture<@Nullable Void> durable = accepted.durable();
    if (durable.isDone()) {
      return durable.thenApply(done -> result);
    }
    CompletableFuture<@Nullable Void> waiting =
        durable.copy().orTimeout(Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS);
    reconciler.wake(partition, waiting);
    return waiting
        .thenApply(done -> result)
        .exceptionallyCompose(
            failure ->
                Causes.cause(failure) instanceof TimeoutException
                    ? CompletableFuture.completedFuture(new CastResult.Unknown(result.requestId()))
                    : CompletableFuture.failedFuture(Causes.cause(failure)));
  }
}
