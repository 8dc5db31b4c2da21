package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the store, never longer than a timeout. */
public final class StoreCalls {
  private StoreCalls() {}

  /**
   * Waits and ignores interrupts: the waiting threads are the reconciler's own, and an interrupt
   * would close the file of an embedded database.
   */
  public static <T> T await(CompletionStage<T> stage, Duration timeout) {
    try {
      return stage
          .toCompletableFuture()
          .copy()
          .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
          .join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof TimeoutException) {
        throw new VoteStoreException("The store did not answer within " + timeout + ".", e);
      }
      if (cause instanceof VoteException failure) {
        throw failure;
      }
      throw new VoteStoreException("The store failed in an unexpected way: " + cause, e);
    }
  }

  /**
   * Waits like {@link #await(CompletionStage, Duration)}, until a deadline that calls may share.
   */
  public static <T> T await(CompletionStage<T> stage, Deadline deadline) {
    return await(stage, left(deadline));
  }

  /** Returns the time until a deadline; zero once it has passed. */
  public static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(deadline.remainingNanos(), 0));
  }
}
