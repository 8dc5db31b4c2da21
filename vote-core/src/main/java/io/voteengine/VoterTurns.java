package io.voteengine;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.VoteKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls of one voter on one subject take turns, in the order in which they came. So each
 * finds the outcome of those before it, whichever way they took; one of unknown outcome has ended,
 * and will not be done any more, before the next begins.
 */
final class VoterTurns {
  private final ConcurrentHashMap<VoteKey, CompletableFuture<Void>> last =
      new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;

  /**
   * @param timer starts the calls that had to wait, so that calls which end at once do not nest
   */
  VoterTurns(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Makes a call once all that came before it have ended.
   *
   * @param deadline until when it waits for its turn
   * @param call makes the call; ends the turn when its answer has been dealt with
   * @return the answer; {@link StoreUnavailableException} where the turn did not come in time
   */
  <T> CompletableFuture<T> take(
      VoteKey key, Deadline deadline, Supplier<CompletableFuture<T>> call) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    CompletableFuture<Void> before = last.put(key, turn);
    return before == null
        ? begin(call).whenComplete((value, failure) -> end(key, turn))
        : waitFor(before, key, turn, deadline, call);
  }

  private <T> CompletableFuture<T> waitFor(
      CompletableFuture<Void> before,
      VoteKey key,
      CompletableFuture<Void> turn,
      Deadline deadline,
      Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    AtomicBoolean decided = new AtomicBoolean();
    ScheduledFuture<?> timeout =
        schedule(
            deadline,
            () -> {
              if (decided.compareAndSet(false, true)) {
                answer.completeExceptionally(tooLate());
              }
            });
    before.whenCompleteAsync(
        (done, none) -> {
          if (!decided.compareAndSet(false, true)) {
            end(key, turn);
            return;
          }
          if (timeout != null) {
            timeout.cancel(false);
          }
          begin(call)
              .whenComplete(
                  (value, failure) -> {
                    end(key, turn);
                    if (failure == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(Failures.cause(failure));
                    }
                  });
        },
        timer);
    return answer;
  }

  private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private @Nullable ScheduledFuture<?> schedule(Deadline deadline, Runnable task) {
    try {
      return timer.schedule(task, Math.max(deadline.remainingNanos(), 0), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The engine has closed; it has waited for the calls before.
      task.run();
      return null;
    }
  }

  private static StoreUnavailableException tooLate() {
    return new DeadlinePassedException(
        "The deadline passed while an earlier vote of the same voter on the same subject was under"
            + " way; this one has not been cast. Try again.");
  }

  private void end(VoteKey key, CompletableFuture<Void> turn) {
    last.remove(key, turn);
    turn.complete(null);
  }
}
