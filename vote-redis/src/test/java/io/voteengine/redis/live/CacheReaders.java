package io.voteengine.redis.live;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Readers of the near caches of some nodes, who note what must never be: counts that are older than
 * what their node has shown before, or older than the view says.
 */
final class CacheReaders implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int THREADS_PER_NODE = 2;

  /** What was against the rules. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  /** How many views came from copies. */
  final AtomicInteger copies = new AtomicInteger();

  private final Map<SubjectId, NavigableMap<Long, Tally>> receipts = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<ReadMode> modes;
  private volatile boolean closed;

  /**
   * @param stale how old copies may be that are read again in the background
   */
  CacheReaders(Duration stale) {
    this.modes = List.of(ReadMode.cacheFirst(), ReadMode.staleWhileRevalidate(stale));
  }

  /** Notes the counts of an accepted vote, when its caller has them. */
  void accepted(SubjectId subject, Tally tally) {
    NavigableMap<Long, Tally> of =
        receipts.computeIfAbsent(subject, key -> new ConcurrentSkipListMap<>());
    synchronized (of) {
      Map.Entry<Long, Tally> last = of.lastEntry();
      if (last == null || tally.isNewerThan(last.getValue())) {
        of.put(System.nanoTime(), tally);
      }
    }
  }

  /** Starts readers of a node. */
  void readFrom(VoteEngine node) {
    Map<SubjectId, Tally> shown = new ConcurrentHashMap<>();
    for (int i = 0; i < THREADS_PER_NODE; i++) {
      Thread thread = new Thread(() -> readUntilClosed(node, shown), "cache-reader");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void readUntilClosed(VoteEngine node, Map<SubjectId, Tally> shown) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (!closed) {
      VoterId voter =
          random.nextBoolean() ? VotingSite.voter(random.nextInt(VotingSite.VOTERS)) : null;
      try {
        read(node, shown, voter, modes.get(random.nextInt(modes.size())));
      } catch (RuntimeException e) {
        complaints.add("a read failed: " + e);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void read(
      VoteEngine node, Map<SubjectId, Tally> shown, @Nullable VoterId voter, ReadMode mode) {
    Map<SubjectId, Tally> before = Map.copyOf(shown);
    long begin = System.nanoTime();
    for (SubjectView view : node.page(VotingSite.SUBJECTS, voter, mode)) {
      Tally earlier = before.get(view.subject());
      if (earlier != null && earlier.isNewerThan(view.tally())) {
        complaints.add(view + " by " + mode + " after " + earlier + " was shown");
      }
      Tally receipt = receiptOf(view.subject(), begin - view.age().toNanos());
      if (receipt != null && receipt.isNewerThan(view.tally())) {
        complaints.add(
            view + " by " + mode + " lacks " + receipt + ", which is older than its age");
      }
      if (!view.age().isZero()) {
        copies.incrementAndGet();
      }
      shown.merge(
          view.subject(), view.tally(), (one, other) -> other.isNewerThan(one) ? other : one);
    }
  }

  /** Returns the newest counts that a voter had got by then; null: none. */
  private @Nullable Tally receiptOf(SubjectId subject, long nanos) {
    NavigableMap<Long, Tally> of = receipts.get(subject);
    Map.Entry<Long, Tally> last = of == null ? null : of.floorEntry(nanos);
    return last == null ? null : last.getValue();
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
