package io.voteengine.engine.live;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.engine.live.topic.DirtySet;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.engine.live.topic.Tracker;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveSubscriber.EndReason;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.SharedUpdate;
import io.voteengine.log.LogThrottle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription: what it tracks, and its dirty set, which is never longer than that. At most one
 * thread delivers at a time. Safe for use by many threads.
 */
final class OpenSubscription implements LiveSubscription, DirtySet, Runnable {
  private static final Logger log = LoggerFactory.getLogger(OpenSubscription.class);
  private static final LogThrottle logFailed = new LogThrottle();
  private static final int MOST_FAILURES = 5;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable VoterId voter;
  private final Sink sink;
  private final Delivery delivery;
  private final SubscriptionInterests interests;

  /** Guards what follows, and the state of the trackers. */
  private final Object lock = new Object();

  private final ArrayDeque<Tracker> dirty = new ArrayDeque<>();

  /** By ballot poll, the subjects on which the voter is known to hold a choice. */
  private final Map<String, Set<SubjectId>> held = new HashMap<>();

  private boolean scheduled;
  private boolean pausing;
  private boolean closed;
  private boolean endNotified;
  private @Nullable EndReason end;
  private int failures;

  OpenSubscription(
      @Nullable VoterId voter, Sink sink, Delivery delivery, Topics topics, Watching watching) {
    this.voter = voter;
    this.sink = sink;
    this.delivery = delivery;
    this.interests = new SubscriptionInterests(this, topics, watching);
  }

  @Override
  public void track(Collection<? extends Interest> wanted) {
    interests.track(wanted);
    resume();
  }

  @Override
  public void untrack(Collection<? extends Interest> unwanted) {
    interests.untrack(unwanted);
  }

  SubscriptionInterests interests() {
    return interests;
  }

  /** Runs a change of a tracker's state under the lock that guards it. */
  void guarded(Runnable change) {
    synchronized (lock) {
      change.run();
    }
  }

  @Override
  public @Nullable VoterId voter() {
    return voter;
  }

  /**
   * Offers the choice that the voter had on a subject at a version of it.
   *
   * @return whether the choice was new
   */
  boolean offer(OwnTracker tracker, Choice choice, KnownVersion version) {
    boolean news;
    boolean shownOrHidden;
    synchronized (lock) {
      if (tracker.detached) {
        return false;
      }
      news = tracker.offer(choice, version);
      shownOrHidden = tracker.topic.isOfBallotPoll() && noteHeld(tracker);
    }
    if (shownOrHidden) {
      // The voter may see the counts of the whole poll now, or no longer.
      String poll = tracker.topic.subject.poll();
      interests.own().stream()
          .filter(other -> other.topic.subject.poll().equals(poll))
          .forEach(this::mark);
    }
    return news;
  }

  /**
   * Forgets the choice of a subject that is no longer tracked: nobody would notice its retraction.
   *
   * @return whether the voter is not known to hold any choice in the ballot poll any longer
   */
  boolean forget(OwnTracker tracker) {
    synchronized (lock) {
      tracker.detached = true;
      Set<SubjectId> inPoll = held.get(tracker.topic.subject.poll());
      return inPoll != null && inPoll.remove(tracker.topic.subject) && inPoll.isEmpty();
    }
  }

  /** Returns whether the voter holds the first choice in the poll now, or none any longer. */
  private boolean noteHeld(OwnTracker tracker) {
    SubjectId subject = tracker.topic.subject;
    Set<SubjectId> inPoll = held.computeIfAbsent(subject.poll(), poll -> new HashSet<>());
    boolean before = !inPoll.isEmpty();
    if (tracker.holds()) {
      inPoll.add(subject);
    } else {
      inPoll.remove(subject);
    }
    return before == inPoll.isEmpty();
  }

  @Override
  public boolean holdsIn(String poll) {
    synchronized (lock) {
      return !held.getOrDefault(poll, Set.of()).isEmpty();
    }
  }

  @Override
  public boolean mark(Tracker tracker) {
    synchronized (lock) {
      if (!isOpen() || tracker.dirty) {
        return false;
      }
      tracker.dirty = true;
      dirty.add(tracker);
      return dirty.size() == 1 && !scheduled;
    }
  }

  @Override
  public void resume() {
    synchronized (lock) {
      if (scheduled || !hasWork()) {
        return;
      }
      scheduled = true;
    }
    delivery.execute(this);
  }

  private boolean hasWork() {
    if (closed) {
      return false;
    }
    if (end != null) {
      return !endNotified;
    }
    return !pausing && sink.room() > 0 && (!dirty.isEmpty() || sink.holds());
  }

  @Override
  public void run() {
    List<Tracker> taken = new ArrayList<>();
    List<SharedUpdate> updates = new ArrayList<>();
    EndReason ending;
    synchronized (lock) {
      ending = closed || endNotified ? null : end;
      endNotified |= ending != null;
      if (!closed && end == null) {
        take(taken, updates);
      }
    }
    try {
      if (ending != null) {
        sink.ended(ending);
      } else if (!updates.isEmpty() || sink.holds()) {
        sink.deliver(updates);
      }
      failures = 0;
    } catch (Throwable e) {
      // Languages without checked exceptions may throw anything.
      failed(e, taken, ending != null);
    }
    synchronized (lock) {
      scheduled = false;
    }
    resume();
  }

  private void take(List<Tracker> taken, List<SharedUpdate> updates) {
    long room = sink.room();
    while (!dirty.isEmpty() && updates.size() < room) {
      Tracker tracker = dirty.poll();
      tracker.dirty = false;
      taken.add(tracker);
      tracker.collect(updates);
    }
  }

  private void failed(Throwable failure, List<Tracker> taken, boolean ending) {
    if (isOpen() || ending) {
      logFailed.run(
          others ->
              log.error(
                  "Subscriber {} failed, and {} more failures since the last such line",
                  sink.name(),
                  others,
                  failure));
    }
    if (!sink.retries()) {
      close();
      return;
    }
    if (++failures >= MOST_FAILURES) {
      end(EndReason.FAILED);
      return;
    }
    synchronized (lock) {
      pausing = true;
      for (Tracker tracker : taken) {
        tracker.undo();
        if (!tracker.dirty) {
          tracker.dirty = true;
          dirty.add(tracker);
        }
      }
    }
    delivery.later(
        () -> {
          synchronized (lock) {
            pausing = false;
          }
          resume();
        },
        RETRY_NANOS);
  }

  @Override
  public boolean isOpen() {
    synchronized (lock) {
      return !closed && end == null;
    }
  }

  /** Ends the subscription with a message. */
  void end(EndReason reason) {
    synchronized (lock) {
      if (!isOpen()) {
        return;
      }
      end = reason;
      dirty.clear();
    }
    interests.leave();
    delivery.left(this);
    resume();
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!isOpen()) {
        closed = true;
        return;
      }
      closed = true;
      dirty.clear();
    }
    interests.leave();
    delivery.left(this);
  }
}
