package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread's work that is done at once, and then every now and then, or when it is asked for. */
public final class Chore implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Chore.class);

  private final String what;
  private final ReconcilerLog events;
  private final Supplier<Duration> work;
  private final Duration pause;
  private final Backoff backoff;
  private final Semaphore wakeUp = new Semaphore(0);
  private volatile boolean stopped;

  /**
   * @param what it, for the log
   */
  public Chore(String what, Runnable work, Duration pause, Backoff backoff, ReconcilerLog events) {
    this(
        what,
        () -> {
          work.run();
          return pause;
        },
        pause,
        backoff,
        events);
  }

  /**
   * @param what it, for the log
   * @param work says how long to wait for the next time
   * @param pause the least to wait after it failed
   */
  public Chore(
      String what, Supplier<Duration> work, Duration pause, Backoff backoff, ReconcilerLog events) {
    this.what = what;
    this.events = events;
    this.work = work;
    this.pause = pause;
    this.backoff = backoff;
  }

  /** Do it now, or once more where it is being done. */
  public void wake() {
    if (wakeUp.availablePermits() == 0) {
      wakeUp.release();
    }
  }

  public void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    while (!stopped) {
      Duration next = runOnce();
      try {
        if (wakeUp.tryAcquire(next.toNanos(), TimeUnit.NANOSECONDS)) {
          wakeUp.drainPermits();
        }
      } catch (InterruptedException e) {
        log.warn("An interrupt was ignored; close the engine to end its threads");
      }
    }
  }

  /** Returns how long to wait for the next time. */
  private Duration runOnce() {
    try {
      Duration next = work.get();
      backoff.afterSuccess();
      events.succeeded(what);
      return next;
    } catch (VoteException e) {
      events.failed(what, e);
      return longer(backoff.afterFailure(), pause);
    } catch (RuntimeException | Error e) {
      events.mistake(what, e);
      return longer(backoff.afterFailure(), pause);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
