package io.voteengine.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Logs an outage of one part in two lines: when it begins, with the stack trace, and when all that
 * failed works again, with how long it took and how many failures were not logged. Those are logged
 * at DEBUG. Safe for use by many threads.
 */
public final class OutageLog {
  /** An outage is not over before it has been quiet for so long. */
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
   * A log of one part.
   *
   * @param log where to
   * @param begins what is so while the outage lasts
   * @param ends what is so after it
   */
  public OutageLog(Logger log, String begins, String ends) {
    this.log = log;
    this.begins = begins;
    this.ends = ends;
  }

  /**
   * Something that needs the part has failed.
   *
   * @param source what, by a name or number of its own; it must succeed for the outage to end
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
   * Something has succeeded, or is given up.
   *
   * @param source what, as named to {@link #failed}
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
