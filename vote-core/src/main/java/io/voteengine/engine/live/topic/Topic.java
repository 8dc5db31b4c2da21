package io.voteengine.engine.live.topic;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that subscriptions watch. It has its watchers' trackers in an array, in which each
 * knows its place: 100,000 watchers of one topic come and go in constant time, and a topic with one
 * watcher is small. A topic without watchers retires; a later watcher creates a new one.
 *
 * <p>Locks are taken in this order: a subscription's interests, a topic, a subscription's queue.
 */
public abstract class Topic {
  private static final Tracker[] NOBODY = {};

  /** How long one delivery may take on the average, counted for a topic with many watchers. */
  private static final long NANOS_PER_WATCHER = TimeUnit.MICROSECONDS.toNanos(10);

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Whether it waits for a tick. */
  public final AtomicBoolean queued = new AtomicBoolean();

  /** When it may be published again; used by the ticker's thread only. */
  public long dueNanos = System.nanoTime();

  private Tracker[] trackers = NOBODY;
  private int size;
  private boolean retired;

  /** Makes the newest state the published one. Returns whether watchers lack something. */
  public abstract boolean publish();

  /** Returns whether a new watcher gets something at once. */
  public abstract boolean isPublished();

  /** Adds a tracker. Returns false if the topic has retired. */
  public final synchronized boolean add(Tracker tracker) {
    if (retired) {
      return false;
    }
    if (size == trackers.length) {
      trackers = Arrays.copyOf(trackers, Math.max(1, size * 2));
    }
    tracker.index = size;
    trackers[size++] = tracker;
    return true;
  }

  /** Removes a tracker. Returns whether it was the last one, and the topic has retired. */
  public final synchronized boolean remove(Tracker tracker) {
    int place = tracker.index;
    if (place < 0) {
      return false;
    }
    Tracker last = trackers[--size];
    trackers[place] = last;
    last.index = place;
    trackers = size == 0 ? NOBODY : trackers;
    if (size > 0) {
      Arrays.fill(trackers, size, size + 1, null);
    }
    tracker.index = -1;
    retired = size == 0;
    return retired;
  }

  public final synchronized int watchers() {
    return size;
  }

  /** Returns the trackers that are there now. */
  public final synchronized List<Tracker> trackers() {
    return List.of(Arrays.copyOf(trackers, size));
  }

  /**
   * Marks the topic as changed for every watcher. Adds to the list the subscriptions that have
   * something to deliver now and had nothing before.
   */
  public final synchronized void mark(List<DirtySet> woken) {
    for (int i = 0; i < size; i++) {
      Tracker tracker = trackers[i];
      if (tracker.subscription.mark(tracker)) {
        woken.add(tracker.subscription);
      }
    }
  }

  /** Returns how long to wait before the topic is published again. */
  public final long pauseNanos(long tickNanos) {
    return Math.max(tickNanos, Math.min(watchers() * NANOS_PER_WATCHER, LONGEST_PAUSE_NANOS));
  }
}
