package io.voteengine.engine.durable;

import io.voteengine.engine.durable.Unconfirmed.Entry;
import io.voteengine.engine.durable.Unconfirmed.Settled;
import io.voteengine.spi.VoteKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The votes of one partition for {@link Unconfirmed}. Each method holds the lock of this. */
final class UnconfirmedPartition {
  private static final Deque<Entry> NONE = new ArrayDeque<>();

  /** How many refused events are remembered, for answers that come after the watermark. */
  private static final int MOST_REFUSED = 10_000;

  /** In the order in which the watermark passes them; some may already be settled. */
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::epoch).thenComparingLong(Entry::seq));

  /** Votes of an earlier epoch, until they have been sent again. */
  private final Set<Entry> sending = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * All votes, by what they must keep their order with. A replay adds a second entry of its
   * request.
   */
  private final Map<VoteKey, Deque<Entry>> byVoter = new HashMap<>();

  /** Events of the present epoch that the ledger has refused, with the reasons. */
  private final TreeMap<Long, String> refused = new TreeMap<>();

  private final AtomicInteger size;
  private long epoch;
  private long watermark;

  private final UnaryOperator<VoteKey> order;

  /**
   * @param size the number of votes of all partitions, which this keeps up to date
   * @param order the key that all votes share which must keep their order
   */
  UnconfirmedPartition(AtomicInteger size, UnaryOperator<VoteKey> order) {
    this.size = size;
    this.order = order;
  }

  synchronized Settled keep(Entry entry) {
    waiting.add(entry);
    byVoter.computeIfAbsent(order.apply(entry.key()), key -> new ArrayDeque<>(1)).add(entry);
    size.incrementAndGet();
    return settle();
  }

  synchronized Settled replace(Entry sent, Entry entry) {
    forget(sent);
    return keep(entry);
  }

  synchronized boolean forget(Entry entry) {
    boolean removed = remove(entry);
    if (removed) {
      size.decrementAndGet();
    }
    return removed;
  }

  synchronized Settled watermark(long ofEpoch, long seq) {
    enter(ofEpoch);
    if (ofEpoch == epoch) {
      watermark = Math.max(watermark, seq);
    }
    return settle();
  }

  synchronized void refuse(long ofEpoch, Map<Long, String> reasons) {
    enter(ofEpoch);
    if (ofEpoch == epoch) {
      refused.putAll(reasons);
    }
    while (refused.size() > MOST_REFUSED) {
      refused.pollFirstEntry();
    }
  }

  private void enter(long newEpoch) {
    if (newEpoch > epoch) {
      epoch = newEpoch;
      watermark = 0;
      refused.clear();
    }
  }

  private Settled settle() {
    List<Entry> durable = new ArrayList<>();
    List<Entry> sendAgain = new ArrayList<>();
    IdentityHashMap<Entry, String> denied = new IdentityHashMap<>();
    for (Entry head = head(); head != null; head = head()) {
      if (head.epoch() < epoch) {
        sendAgain.add(head);
      } else if (head.epoch() == epoch && head.seq() <= watermark) {
        String reason = refused.get(head.seq());
        if (reason == null) {
          durable.add(head);
        } else {
          denied.put(head, reason);
        }
        forget(head);
      } else {
        break;
      }
      waiting.poll();
    }
    sending.addAll(sendAgain);
    return new Settled(durable, sendAgain, denied);
  }

  /** Returns the next vote that the watermark will pass. */
  private @Nullable Entry head() {
    Entry head = waiting.peek();
    while (head != null && !isHere(head)) {
      waiting.poll();
      head = waiting.peek();
    }
    return head;
  }

  @SuppressWarnings("ReferenceEquality") // Two entries may be equal: a vote and its retry.
  private boolean isHere(Entry entry) {
    for (Entry other : byVoter.getOrDefault(keyOf(entry), NONE)) {
      if (other == entry) {
        return true;
      }
    }
    return false;
  }

  /** Removes a vote. Returns whether it was here. */
  @SuppressWarnings("ReferenceEquality") // Two entries may be equal: a vote and its retry.
  private boolean remove(Entry entry) {
    sending.remove(entry);
    VoteKey key = keyOf(entry);
    Deque<Entry> entries = byVoter.getOrDefault(key, NONE);
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      if (all.next() == entry) {
        all.remove();
        if (entries.isEmpty()) {
          byVoter.remove(key);
        }
        return true;
      }
    }
    return false;
  }

  /** Returns where a vote is: it may have been kept before its poll was known as a ballot poll. */
  @SuppressWarnings("ReferenceEquality") // Two entries may be equal: a vote and its retry.
  private VoteKey keyOf(Entry entry) {
    VoteKey key = order.apply(entry.key());
    boolean isThere =
        key.equals(entry.key())
            || byVoter.getOrDefault(key, NONE).stream().anyMatch(other -> other == entry);
    return isThere ? key : entry.key();
  }

  private Deque<Entry> entries(VoteKey key) {
    VoteKey together = order.apply(key);
    Deque<Entry> entries = byVoter.getOrDefault(together, NONE);
    Deque<Entry> earlier = together.equals(key) ? NONE : byVoter.getOrDefault(key, NONE);
    if (earlier.isEmpty()) {
      return entries;
    }
    Deque<Entry> both = new ArrayDeque<>(earlier);
    both.addAll(entries);
    return both;
  }

  synchronized List<Entry> all() {
    return byVoter.values().stream().flatMap(Deque::stream).toList();
  }

  /** Looks at every vote, and makes no copy: figures are read while a hundred thousand wait. */
  synchronized long oldestNanos() {
    long now = System.nanoTime();
    long oldest = 0;
    for (Deque<Entry> entries : byVoter.values()) {
      for (Entry entry : entries) {
        oldest = Math.max(oldest, now - entry.since());
      }
    }
    return oldest;
  }

  synchronized List<Entry> of(VoteKey key) {
    return inOrder(entries(key).stream());
  }

  synchronized List<Entry> owed(VoteKey key, long ofEpoch) {
    Deque<Entry> entries = entries(key);
    // In the order of their epochs, except an answer that came after a new epoch had begun.
    return entries.isEmpty()
            || (entries.getFirst().epoch() >= ofEpoch && entries.getLast().epoch() >= ofEpoch)
        ? List.of()
        : inOrder(entries.stream().filter(entry -> entry.epoch() < ofEpoch));
  }

  private static List<Entry> inOrder(Stream<Entry> entries) {
    return entries
        .sorted(
            Comparator.comparingLong((Entry entry) -> entry.command().castAt())
                .thenComparing(entry -> entry.command().requestId()))
        .toList();
  }

  synchronized boolean isEmpty() {
    return byVoter.isEmpty();
  }

  synchronized boolean lacks(long ofEpoch) {
    Entry head = head();
    return !sending.isEmpty() || (head != null && head.epoch() < ofEpoch);
  }

  synchronized List<Entry> clear() {
    List<Entry> left = all();
    waiting.clear();
    sending.clear();
    byVoter.clear();
    size.addAndGet(-left.size());
    return left;
  }
}
