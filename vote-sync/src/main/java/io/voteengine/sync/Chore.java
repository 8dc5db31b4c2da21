package io.voteengine.sync;

import io.voteengine.VoteException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread's work that is done at once, and then every now and then. */
final class Chore implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Chore.class);

  private final String what;
  private final Runnable work;
  private final Supplier<Duration> pause;
  private final Backoff backoff;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param what it, for the log
   * @param pause how long until the next time, asked after each
   */
  Chore(String what, Runnable work, Supplier<Duration> pause, Backoff backoff) {
    this.what = what;
    this.work = work;
    this.pause = pause;
    this.backoff = backoff;
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    boolean ended = false;
    while (!ended) {
      Duration next = runOnce();
      try {
        ended = stopped.await(next.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        log.warn("An interrupt was ignored; close the engine to end its threads");
      }
    }
  }

  /** Returns how long to wait for the next time. */
  private Duration runOnce() {
    try {
      work.run();
      if (backoff.afterSuccess()) {
        log.info("{} works again", what);
      }
      return pause.get();
    } catch (VoteException e) {
      boolean again = backoff.isFailing();
      Duration next = longer(backoff.afterFailure(), pause.get());
      if (again) {
        log.warn("{} failed again; trying again in {}: {}", what, next, e.toString());
      } else {
        log.warn("{} failed; trying again in {}", what, next, e);
      }
      return next;
    } catch (RuntimeException | Error e) {
      log.error("{} failed in an unexpected way", what, e);
      return longer(backoff.afterFailure(), pause.get());
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
