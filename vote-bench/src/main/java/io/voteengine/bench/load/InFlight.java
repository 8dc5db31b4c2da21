package io.voteengine.bench.load;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps a fixed number of requests under way. */
public final class InFlight {
  private InFlight() {}

  /**
   * Sends requests, and returns when all are answered.
   *
   * @param atOnce how many may be under way
   * @param count how many to send
   * @param request sends one, given its number
   * @throws IllegalStateException when one failed
   */
  public static void run(int atOnce, int count, IntFunction<CompletionStage<?>> request)
      throws InterruptedException {
    Semaphore free = new Semaphore(atOnce);
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    for (int i = 0; i < count; i++) {
      free.acquire();
      request
          .apply(i)
          .whenComplete(
              (reply, failure) -> {
                if (failure != null) {
                  failed.set(failure);
                }
                free.release();
              });
    }
    free.acquire(atOnce);
    Throwable failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("A request failed", failure);
    }
  }
}
