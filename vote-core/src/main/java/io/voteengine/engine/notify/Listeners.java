package io.voteengine.engine.notify;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import io.voteengine.spi.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Notifies the host's listeners and its cache invalidator, without blocking the caller. */
public final class Listeners {
  private static final long LATELY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();

  /** Queues of removed listeners, which still deliver what waits. */
  private final List<ListenerQueue> former = new CopyOnWriteArrayList<>();

  private final AtomicLong droppedByFormer = new AtomicLong();
  private final @Nullable Invalidations invalidations;
  private volatile LiveFeed live = LiveFeed.NONE;
  private volatile boolean dropped;
  private volatile long lastDropped;

  public Listeners(
      List<VoteListener> listeners, @Nullable CacheInvalidator invalidator, Duration debounce) {
    listeners.forEach(listener -> queues.add(queue(listener)));
    this.invalidations = invalidator == null ? null : new Invalidations(invalidator, debounce);
  }

  private ListenerQueue queue(VoteListener listener) {
    return new ListenerQueue(listener, numbers.incrementAndGet());
  }

  /** Adds a listener to an engine that runs. */
  public void add(VoteListener listener) {
    ListenerQueue queue = queue(listener);
    queue.start();
    queues.add(queue);
  }

  /** Removes a listener once; events that wait for it are still delivered. */
  public boolean remove(VoteListener listener) {
    Optional<ListenerQueue> found =
        queues.stream().filter(queue -> queue.isOf(listener)).findFirst();
    // Another thread may have removed it meanwhile.
    if (found.isEmpty() || !queues.remove(found.get())) {
      return false;
    }
    former.removeIf(ListenerQueue::hasEnded);
    former.add(found.get());
    found.get().end();
    droppedByFormer.addAndGet(found.get().dropped());
    return true;
  }

  public void start() {
    queues.forEach(ListenerQueue::start);
    if (invalidations != null) {
      invalidations.start();
    }
  }

  /** Returns whether there are listeners; without them, events need not be created. */
  public boolean hasListeners() {
    return !queues.isEmpty();
  }

  /** Sets a receiver of every change besides listeners and cache invalidator. */
  public void live(LiveFeed feed) {
    live = feed;
  }

  public void report(EngineEvent event) {
    live.event(event);
    for (ListenerQueue queue : queues) {
      if (!queue.offer(event)) {
        lastDropped = System.nanoTime();
        dropped = true;
      }
    }
  }

  /** Returns whether there is a cache invalidator. */
  public boolean hasInvalidator() {
    return invalidations != null;
  }

  /** Records that a subject's counts or a voter's choice on it have changed. */
  public void changed(SubjectId subject) {
    changed(subject, null);
  }

  /** As {@link #changed(SubjectId)}, where it is known whose choice has changed. */
  public void changed(SubjectId subject, @Nullable VoterId voter) {
    live.changed(subject, voter);
    invalidate(subject);
  }

  /** Records that other nodes have changed subjects. */
  public void changedElsewhere(Collection<SubjectId> subjects) {
    subjects.forEach(this::invalidate);
  }

  /** Records a vote that was accepted, with its counts. */
  public void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally, boolean exact) {
    live.cast(voter, subject, choice, tally, exact);
    invalidate(subject);
  }

  private void invalidate(SubjectId subject) {
    if (invalidations != null) {
      invalidations.changed(subject);
    }
  }

  public void changed(Collection<SubjectId> subjects) {
    if (invalidations != null) {
      subjects.forEach(invalidations::changed);
    }
  }

  /** Records that anything may have changed. */
  public void everythingChanged() {
    live.everythingChanged();
    everythingChangedElsewhere();
  }

  /** Records that other nodes may have changed anything. */
  public void everythingChangedElsewhere() {
    if (invalidations != null) {
      invalidations.everythingChanged();
    }
  }

  public long dropped() {
    return droppedByFormer.get() + queues.stream().mapToLong(ListenerQueue::dropped).sum();
  }

  /** Returns how many events wait for listeners. */
  public int waiting() {
    return queues.stream().mapToInt(ListenerQueue::waiting).sum();
  }

  public boolean haveDroppedLately() {
    return dropped && System.nanoTime() - lastDropped < LATELY_NANOS;
  }

  public boolean invalidatorFails() {
    return invalidations != null && invalidations.isFailing();
  }

  /** Delivers the waiting events and changes, as far as time allows. */
  public void close(Deadline deadline) {
    queues.forEach(queue -> queue.close(deadline));
    former.forEach(queue -> queue.close(deadline));
    if (invalidations != null) {
      invalidations.close(deadline);
    }
  }
}
