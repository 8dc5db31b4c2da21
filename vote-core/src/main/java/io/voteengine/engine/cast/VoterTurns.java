package io.voteengine.engine.cast;

import io.voteengine.engine.Causes;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one voter on one subject one after the other, in the order in which they came.
 * So each call sees the outcome of those before it, whether they went to the store or the ledger. A
 * call of unknown outcome has ended, and can no longer be applied, before the next begins.
 */
public final class VoterTurns {
  /** How many calls of one voter on one subject may be under way or waiting. */
  private static final int MOST = 64;

  /**
   * A call's turn.
   *
   * @param end completes when the turn has ended
   * @param open how many turns of the same voter and subject have not ended
   */
  private record Turn(CompletableFuture<Void> end, AtomicInteger open) {}

  private final ConcurrentHashMap<VoteKey, Turn> last = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;

  /**
   * @param timer starts the calls that had to wait, so that calls which end immediately do not nest
   */
  public VoterTurns(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * Makes a call when all earlier calls have ended.
   *
   * @param deadline how long it waits for its turn
   * @param call makes the call; the turn ends when its answer has been handled
   * @return the answer; fails with {@link StoreUnavailableException} when the turn did not come in
   *     time or too many calls wait
   */
  public <T> CompletableFuture<T> take(
      VoteKey key, Deadline deadline, Supplier<CompletableFuture<T>> call) {
    AtomicReference<@Nullable Turn> before = new AtomicReference<>();
    Turn turn = last.compute(key, (same, earlier) -> next(earlier, before));
    Turn earlier = before.get();
    if (turn.equals(earlier)) {
      return CompletableFuture.failedFuture(tooMany());
    }
    return earlier == null
        ? begin(call).whenComplete((value, failure) -> end(key, turn))
        : waitFor(earlier.end(), key, turn, deadline, call);
  }

  /** Returns the ends of all turns of a poll, of which each comes after those before it. */
  List<CompletableFuture<Void>> of(String poll) {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    last.forEach(
        (key, turn) -> {
          if (key.subject().poll().equals(poll)) {
            ends.add(turn.end());
          }
        });
    return ends;
  }

  private static Turn next(@Nullable Turn earlier, AtomicReference<@Nullable Turn> before) {
    before.set(earlier);
    if (earlier == null) {
      return new Turn(new CompletableFuture<>(), new AtomicInteger(1));
    }
    if (earlier.open().get() >= MOST) {
      return earlier;
    }
    earlier.open().incrementAndGet();
    return new Turn(new CompletableFuture<>(), earlier.open());
  }

  private <T> CompletableFuture<T> waitFor(
      CompletableFuture<Void> before,
      VoteKey key,
      Turn turn,
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
                      answer.completeExceptionally(Causes.cause(failure));
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
      // The engine has closed, and has waited for the earlier calls.
      task.run();
      return null;
    }
  }

  private static StoreUnavailableException tooLate() {
    return new DeadlinePassedException(
        "The deadline passed while an earlier vote of the same voter on the same subject was under"
            + " way; this one has not been cast. Try again.");
  }

  private static StoreUnavailableException tooMany() {
    return new StoreUnavailableException(
        MOST
            + " votes of one voter on one subject are under way already; this one has not been"
            + " cast.",
        null);
  }

  private void end(VoteKey key, Turn turn) {
    turn.open().decrementAndGet();
    last.remove(key, turn);
    turn.end().complete(null);
  }
}
