package io.voteengine.sync.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the pauses of all threads that use it, once and for good. Safe for use by many threads. */
public final class StopSignal {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends every pause, now and later. */
  public void stop() {
    stopped.countDown();
  }

  /** Waits. Returns true when the wait was ended, by a stop or an interrupt. */
  public boolean pause(Duration time) {
    try {
      return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
