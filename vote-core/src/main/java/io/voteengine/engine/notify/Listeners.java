package io.voteengine.engine.notify;

import io.voteengine.SubjectId;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import io.voteengine.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notifies the host's listeners and its cache invalidator, without blocking the caller. */
public final class Listeners {
  private static final long LATELY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<ListenerQueue> outlets = new ArrayList<>();
  private final @Nullable Invalidations invalidations;
  private volatile boolean dropped;
  private volatile long lastDropped;

  public Listeners(
      List<VoteListener> listeners, @Nullable CacheInvalidator invalidator, Duration debounce) {
    for (VoteListener listener : listeners) {
      outlets.add(new ListenerQueue(listener, outlets.size() + 1));
    }
    this.invalidations = invalidator == null ? null : new Invalidations(invalidator, debounce);
  }

  public void start() {
    outlets.forEach(ListenerQueue::start);
    if (invalidations != null) {
      invalidations.start();
    }
  }

  /** Returns whether there are listeners; without them, events need not be created. */
  public boolean hear() {
    return !outlets.isEmpty();
  }

  public void tell(EngineEvent event) {
    for (ListenerQueue outlet : outlets) {
      if (!outlet.offer(event)) {
        lastDropped = System.nanoTime();
        dropped = true;
      }
    }
  }

  /** Returns whether there is a cache invalidator. */
  public boolean invalidate() {
    return invalidations != null;
  }

  /** Records that a subject's counts or a voter's choice on it have changed. */
  public void changed(SubjectId subject) {
    if (invalidations != null) {
      invalidations.changed(subject);
    }
  }

  public void changed(Collection<SubjectId> subjects) {
    if (invalidations != null) {
      subjects.forEach(invalidations::changed);
    }
  }

  public void everythingChanged() {
    if (invalidations != null) {
      invalidations.everythingChanged();
    }
  }

  public long dropped() {
    return outlets.stream().mapToLong(ListenerQueue::dropped).sum();
  }

  public boolean haveDroppedLately() {
    return dropped && System.nanoTime() - lastDropped < LATELY_NANOS;
  }

  public boolean invalidatorFails() {
    return invalidations != null && invalidations.isFailing();
  }

  /** Delivers the waiting events and changes, as far as time allows. */
  public void close(Deadline deadline) {
    outlets.forEach(outlet -> outlet.close(deadline));
    if (invalidations != null) {
      invalidations.close(deadline);
    }
  }
}
