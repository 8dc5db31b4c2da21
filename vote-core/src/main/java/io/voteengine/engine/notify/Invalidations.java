package io.voteengine.engine.notify;

import io.voteengine.SubjectId;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.CacheInvalidator.Changes;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects changed subjects, and calls the host's invalidator with batches of them. */
final class Invalidations {
  /** The least pause after a failed call of the invalidator. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger log = LoggerFactory.getLogger(Invalidations.class);

  /** How many subjects may wait; with more, the batch says that everything may have changed. */
  static final int MOST = 100_000;

  private final CacheInvalidator invalidator;
  private final long debounceNanos;
  private final HostThread thread = new HostThread("vote-invalidator", this::run);
  private final LogThrottle logFailed = new LogThrottle();
  private Set<SubjectId> subjects = new HashSet<>();
  private boolean everything;
  private long due;
  private boolean closing;
  private boolean failing;
  private boolean lastTry;

  Invalidations(CacheInvalidator invalidator, Duration debounce) {
    this.invalidator = invalidator;
    this.debounceNanos = debounce.toNanos();
  }

  void start() {
    thread.start();
  }

  synchronized void changed(SubjectId subject) {
    begin();
    if (!everything && subjects.add(subject) && subjects.size() > MOST) {
      everythingChanged();
    }
  }

  synchronized void everythingChanged() {
    begin();
    everything = true;
    subjects = new HashSet<>();
  }

  /** Returns whether the last call of the invalidator failed. */
  synchronized boolean isFailing() {
    return failing;
  }

  private synchronized boolean isEmpty() {
    return subjects.isEmpty() && !everything;
  }

  /** Sets the time of the next call, at the first change of a batch. */
  private void begin() {
    if (isEmpty()) {
      due = System.nanoTime() + debounceNanos;
      notifyAll();
    }
  }

  private void run() {
    for (Changes changes = next(); changes != null; changes = next()) {
      try {
        invalidator.invalidate(changes);
        succeeded();
      } catch (Throwable e) {
        // Languages without checked exceptions may throw anything.
        failed(changes, e);
      }
    }
  }

  private synchronized @Nullable Changes next() {
    while (!closing && (isEmpty() || due - System.nanoTime() > 0)) {
      try {
        if (isEmpty()) {
          wait();
        } else {
          TimeUnit.NANOSECONDS.timedWait(this, due - System.nanoTime());
        }
      } catch (InterruptedException e) {
        log.debug("An interrupt was ignored; close the engine to end its threads");
      }
    }
    if (isEmpty()) {
      return null;
    }
    Changes changes = new Changes(everything, subjects);
    subjects = new HashSet<>();
    everything = false;
    return changes;
  }

  private synchronized void succeeded() {
    failing = false;
  }

  private synchronized void failed(Changes changes, Throwable failure) {
    failing = true;
    if (closing && lastTry) {
      log.error("{} failed while the engine closed, and missed the last changes", this, failure);
      return;
    }
    lastTry = closing;
    logFailed.run(
        others ->
            log.error(
                "{} failed, and {} more times since the last such line; it is called again with the"
                    + " same changes",
                this,
                others,
                failure));
    if (changes.everything()) {
      everythingChanged();
    }
    changes.subjects().forEach(this::changed);
    due = System.nanoTime() + Math.max(debounceNanos, RETRY_NANOS);
  }

  /** Calls the invalidator with the waiting changes, as far as time allows. */
  void close(Deadline deadline) {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    if (!thread.ended(deadline)) {
      log.warn("{} was still busy when the engine closed, and may have missed changes", this);
    }
  }

  @Override
  public String toString() {
    return "Cache invalidator " + invalidator.getClass().getName();
  }
}
