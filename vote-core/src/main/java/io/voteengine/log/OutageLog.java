package io.voteengine.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Logs an outage of one part in two lines: one when it begins, with the stack trace, and one when
 * everything that failed works again, with the duration and the number of failures that were not
 * logged. The other failures are logged at DEBUG. Safe for use by many threads.
 */
public final class OutageLog {
  /** An outage ends only after this time without a failure. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final String begins;
  private final String ends;
  private final Set<Object> failing = new HashSet<>();
  private volatile boolean ongoing;
  private boolean announced;
  private long begun;
  private long last;
  private long failures;

  /**
   * Creates the log of one part.
   *
   * @param log where to log
   * @param begins the text that describes the outage
   * @param ends the text that says that it is over
   */
  public OutageLog(Logger log, String begins, String ends) {
    this.log = log;
    this.begins = begins;
    this.ends = ends;
  }

  /**
   * Records that something that needs the part has failed.
   *
   * @param source what failed, by its own name or number; it must succeed for the outage to end
   * @param failure why
   */
  public synchronized void failed(Object source, Throwable failure) {
    long now = System.nanoTime();
    if (!ongoing) {
      ongoing = true;
      announced = false;
      begun = now;
      failures = 0;
    }
    failing.add(source);
    last = now;
    failures++;
    if (!announced && LineBudget.take()) {
      announced = true;
      log.warn(
          "{}. Failures are logged at DEBUG until it is over. The first: {}",
          begins,
          source,
          failure);
    } else {
      log.debug("{}", source, failure);
    }
  }

  /**
   * Records that something has succeeded or was cancelled.
   *
   * @param source what succeeded, as passed to {@link #failed}
   */
  public void succeeded(Object source) {
    if (ongoing) {
      end(source);
    }
  }

  private synchronized void end(Object source) {
    failing.remove(source);
    long now = System.nanoTime();
    if (ongoing && failing.isEmpty() && now - last >= QUIET_NANOS && LineBudget.take()) {
      ongoing = false;
      log.info(
          "{} after {} s; {} failures, {} of them not logged",
          ends,
          Duration.ofNanos(now - begun).toSeconds(),
          failures,
          announced ? failures - 1 : failures);
    }
  }
}
