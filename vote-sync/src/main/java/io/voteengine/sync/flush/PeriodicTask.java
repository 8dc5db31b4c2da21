package io.voteengine.sync.flush;

import io.voteengine.VoteException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of a thread that runs at once, then at intervals and on request. */
public final class PeriodicTask implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

  private final String what;
  private final ReconcilerLog events;
  private final Supplier<Duration> work;
  private final Duration pause;
  private final Backoff backoff;
  private final Semaphore wakeUp = new Semaphore(0);
  private volatile boolean stopped;

  /**
   * @param what names the work in the log
   */
  public PeriodicTask(
      String what, Runnable work, Duration pause, Backoff backoff, ReconcilerLog events) {
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
   * @param what names the work in the log
   * @param work returns how long to wait before the next run
   * @param pause the least wait after a failure
   */
  public PeriodicTask(
      String what, Supplier<Duration> work, Duration pause, Backoff backoff, ReconcilerLog events) {
    this.what = what;
    this.events = events;
    this.work = work;
    this.pause = pause;
    this.backoff = backoff;
  }

  /** Runs the work now, or once more when it is running. */
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

  /** Returns how long to wait before the next run. */
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
