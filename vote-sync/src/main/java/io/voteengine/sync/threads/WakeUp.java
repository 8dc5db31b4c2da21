package io.voteengine.sync.threads;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one thread pause until any other wakes it. A wake-up while it works ends its next pause. */
public final class WakeUp {
  private static final Logger log = LoggerFactory.getLogger(WakeUp.class);

  private final Semaphore calls = new Semaphore(0);

  public void wake() {
    if (calls.availablePermits() == 0) {
      calls.release();
    }
  }

  /** Waits for a wake-up. For one thread. */
  public void pause(Duration atMost) {
    try {
      if (calls.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        calls.drainPermits();
      }
    } catch (InterruptedException e) {
      // Only close() ends the thread, and an interrupt could damage an embedded database.
      log.warn("An interrupt was ignored; close the engine to end its threads");
    }
  }
}
