package io.voteengine.engine.cast;

import io.voteengine.VoteException;
import io.voteengine.engine.Causes;
import io.voteengine.engine.read.Terms;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that is retried until it is answered or its deadline passes. Attempts run one after the
 * other; only the timer runs at the same time.
 *
 * @param <T> the answer
 */
public abstract class RetriedCall<T> {
  /** Number of attempts without a pause; loading poll, subject and voter takes three. */
  private static final int AT_ONCE = 4;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** A pause takes at most this part of the time that the call has. */
  private static final int PAUSES = 10;

  /**
   * A pause is not longer than this either: while a load runs, one retry too many costs less than a
   * wait.
   */
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LONGEST_TOO_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration LONGEST_WAY_BACK = Duration.ofMillis(5);
  private static final Duration TEN_WAYS_BACK = LONGEST_WAY_BACK.multipliedBy(10);

  protected final Deadline deadline;
  protected final CompletableFuture<T> result = new CompletableFuture<>();
  private final ScheduledExecutorService timer;
  private final long longestPause;

  /** A failure with less time left than this is not retried. */
  private final long tooLate;

  private volatile @Nullable Throwable lastFailure;
  private int retries;

  protected RetriedCall(Deadline deadline, ScheduledExecutorService timer) {
    this.deadline = deadline;
    this.timer = timer;
    long part = Math.min(deadline.remainingNanos() / PAUSES, LONGEST_PAUSE_NANOS);
    this.longestPause = Math.max(part, FIRST_PAUSE_NANOS);
    this.tooLate = Math.min(2 * longestPause, LONGEST_TOO_LATE_NANOS);
  }

  /**
   * Returns the deadline by which a call must end so that its answer reaches the caller in time.
   */
  public static Deadline answerIn(Duration timeout) {
    return answerIn(timeout, System.nanoTime());
  }

  /** As {@link #answerIn(Duration)}, from a moment on the clock of {@link System#nanoTime}. */
  static Deadline answerIn(Duration timeout, long began) {
    boolean isShort = timeout.compareTo(TEN_WAYS_BACK) < 0;
    return Deadline.after(
        began,
        timeout.minus(isShort ? Duration.ofNanos(timeout.toNanos() / 10) : LONGEST_WAY_BACK));
  }

  /**
   * Makes one attempt. Ends with a complete result, or by calling {@link #again()} or {@link
   * #later}.
   */
  protected abstract void attempt();

  /** Completes the result when the deadline has passed. */
  protected abstract void expired(@Nullable Throwable lastFailure);

  /** Makes the first attempt. Returns the answer to come. */
  public final CompletableFuture<T> start() {
    tryOnce();
    if (!result.isDone()) {
      ScheduledFuture<?> timeout = schedule(() -> expired(lastFailure), deadline.remainingNanos());
      if (timeout != null) {
        result.whenComplete((answer, failure) -> timeout.cancel(false));
      }
    }
    return result;
  }

  /**
   * Retries immediately, because something has changed and the next attempt will probably succeed.
   */
  protected final void again() {
    if (retries < AT_ONCE) {
      retries++;
      tryOnce();
    } else {
      later(null);
    }
  }

  /** Retries after a growing pause, because something else must happen first. */
  protected final void later(@Nullable Throwable failure) {
    if (failure != null) {
      lastFailure = failure;
      if (deadline.remainingNanos() < tooLate) {
        expired(failure);
        return;
      }
    }
    long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(retries++, 20), longestPause);
    pause = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2);
    schedule(this::tryOnce, pause);
  }

  /** Reads the term from the ledger and retries, because the store was in another term. */
  protected final void follow(Terms terms, Term asked) {
    goOn(
        terms.refresh(asked.partition()),
        next -> {
          if (asked.equals(next)) {
            later(
                new StoreUnavailableException(
                    "Partition "
                        + asked.partition()
                        + " is being recovered, so that no vote is lost; nothing has been done."
                        + " Try again, or give the engine a longer deadline.",
                    null));
          } else {
            again();
          }
        });
  }

  /** Continues with an answer; after a failure, retries if that may help. */
  protected final <A> void goOn(CompletionStage<A> answer, Consumer<A> next) {
    goOn(answer, next, this::failed);
  }

  /**
   * Continues with an answer or a failure. An exception on the way ends the call; otherwise it
   * would be lost in the stage.
   */
  protected final <A> void goOn(
      CompletionStage<A> answer, Consumer<A> next, Consumer<Throwable> otherwise) {
    answer.whenComplete(
        (value, failure) -> {
          try {
            if (failure == null) {
              next.accept(value);
            } else {
              otherwise.accept(failure);
            }
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
  }

  private @Nullable ScheduledFuture<?> schedule(Runnable task, long nanos) {
    try {
      return timer.schedule(task, Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new VoteException("The engine was closed before the call was answered.", e));
      return null;
    }
  }

  /** Retries after a failure if another attempt may succeed, and ends the call otherwise. */
  protected final void failed(Throwable failure) {
    Throwable cause = Causes.cause(failure);
    if (cause instanceof VoteException) {
      later(cause);
    } else {
      result.completeExceptionally(cause);
    }
  }

  private void tryOnce() {
    if (result.isDone()) {
      return;
    }
    if (deadline.passed()) {
      expired(lastFailure);
      return;
    }
    try {
      attempt();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
