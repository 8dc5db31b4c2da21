package io.voteengine;

import io.voteengine.spi.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the host's listeners and its cache invalidator, and keeps nobody waiting who tells. */
final class Listeners {
  private static final long LATELY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<Outlet> outlets = new ArrayList<>();
  private final @Nullable Invalidations invalidations;
  private volatile boolean dropped;
  private volatile long lastDropped;

  Listeners(VoteEngineBuilder options) {
    for (VoteListener listener : options.listeners) {
      outlets.add(new Outlet(listener, outlets.size() + 1));
    }
    CacheInvalidator invalidator = options.cacheInvalidator;
    this.invalidations =
        invalidator == null ? null : new Invalidations(invalidator, options.debounce);
  }

  void start() {
    outlets.forEach(Outlet::start);
    if (invalidations != null) {
      invalidations.start();
    }
  }

  /** Whether anybody listens; an event that nobody hears need not be made. */
  boolean hear() {
    return !outlets.isEmpty();
  }

  void tell(EngineEvent event) {
    for (Outlet outlet : outlets) {
      if (!outlet.offer(event)) {
        lastDropped = System.nanoTime();
        dropped = true;
      }
    }
  }

  /** Whether anybody wants to know what has changed. */
  boolean invalidate() {
    return invalidations != null;
  }

  /** A subject shows other counts, or a voter's other choice, than before. */
  void changed(SubjectId subject) {
    if (invalidations != null) {
      invalidations.changed(subject);
    }
  }

  void changed(Collection<SubjectId> subjects) {
    if (invalidations != null) {
      subjects.forEach(invalidations::changed);
    }
  }

  void everythingChanged() {
    if (invalidations != null) {
      invalidations.everythingChanged();
    }
  }

  long dropped() {
    return outlets.stream().mapToLong(Outlet::dropped).sum();
  }

  boolean haveDroppedLately() {
    return dropped && System.nanoTime() - lastDropped < LATELY_NANOS;
  }

  boolean invalidatorFails() {
    return invalidations != null && invalidations.isFailing();
  }

  /** Lets what waits be heard, as far as the time allows. */
  void close(Deadline deadline) {
    outlets.forEach(outlet -> outlet.close(deadline));
    if (invalidations != null) {
      invalidations.close(deadline);
    }
  }
}
