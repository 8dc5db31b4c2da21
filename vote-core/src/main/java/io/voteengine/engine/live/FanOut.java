package io.voteengine.engine.live;

import io.voteengine.Tally;
import io.voteengine.engine.live.topic.DirtySet;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The topics that have changed, until a tick publishes them: each once, with one update for all its
 * watchers. Topics with many watchers wait longer. {@link #run} is called by one thread.
 */
final class FanOut {
  private final Queue<Topic> changed = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Topic> early = new ArrayDeque<>();
  private final long tickNanos;

  /** How many subscriptions had something delivered, counted once per tick. */
  final LongAdder woken = new LongAdder();

  FanOut(long tickNanos) {
    this.tickNanos = tickNanos;
  }

  /** Offers counts of a subject, which are published if they are new. */
  void offer(SubjectTopic topic, Tally tally, boolean exact) {
    if (topic.offer(tally, exact)) {
      changed(topic);
    }
  }

  void changed(Topic topic) {
    if (topic.queued.compareAndSet(false, true)) {
      changed.add(topic);
    }
  }

  /** Publishes what has changed, and wakes the subscriptions that watch it. */
  void run() {
    long now = System.nanoTime();
    List<DirtySet> awake = new ArrayList<>();
    for (int waiting = early.size(); waiting > 0; waiting--) {
      publishOrWait(early.remove(), now, awake);
    }
    for (Topic topic = changed.poll(); topic != null; topic = changed.poll()) {
      publishOrWait(topic, now, awake);
    }
    awake.forEach(DirtySet::resume);
    woken.add(awake.size());
  }

  private void publishOrWait(Topic topic, long now, List<DirtySet> awake) {
    if (topic.dueNanos - now > 0) {
      early.add(topic);
      return;
    }
    topic.queued.set(false);
    if (topic.publish()) {
      topic.dueNanos = now + topic.pauseNanos(tickNanos);
      topic.mark(awake);
    }
  }
}
