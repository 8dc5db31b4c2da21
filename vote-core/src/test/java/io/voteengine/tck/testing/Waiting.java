package io.voteengine.tck.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Waits in tests: for what must come, however busy the machine is, and never for a time. */
public final class Waiting {
  /** How long a test waits for what must come. */
  public static final Duration AMPLE = Duration.ofSeconds(60);

  private Waiting() {}

  /**
   * Waits for an answer.
   *
   * @param stage the answer to come
   * @param <T> its type
   * @return the answer
   */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(AMPLE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("There was no answer", e);
    }
  }

  /**
   * Waits for a condition, whatever it throws meanwhile.
   *
   * @param condition what must become true
   */
  public static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(AMPLE)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(condition);
  }

  /**
   * Waits until the test lets the caller go on, but not for ever when the test has failed.
   *
   * @param latch what the test opens
   */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(AMPLE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("The test did not go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
