package io.voteengine.sync.threads;

import io.voteengine.VoteException;
import io.voteengine.sync.flush.ReconcilerLog;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The work of a thread that runs at once, then at intervals and on request. A failure is logged and
 * retried: only {@link #stop} ends the thread. Any thread may wake or stop it.
 */
public final class PeriodicTask implements Runnable {
  private final String what;
  private final ReconcilerLog events;
  private final Supplier<Duration> work;
  private final Duration pause;
  private final Backoff backoff;
  private final WakeUp wakeUp = new WakeUp();
  private volatile boolean stopped;

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
    wakeUp.wake();
  }

  public void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    while (!stopped) {
      wakeUp.pause(runOnce());
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
