package io.voteengine.engine.durable;

import io.voteengine.RequestId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The votes that this engine has acknowledged and the ledger is not known to have. A vote is
 * removed when the watermark <em>of its own epoch</em> passes it. If the epoch changes first, the
 * vote must be sent again, and stays here until that is done.
 */
public final class Unconfirmed {
  /**
   * An acknowledged vote.
   *
   * @param epoch epoch in which it was answered
   * @param seq number of the event that set the choice
   * @param command the command that sends it again, with the time that it was given
   * @param durable completes when the ledger has it
   * @param since when it was acknowledged, on the clock of {@link System#nanoTime}
   * @param absent whether the ledger is known not to have it, when it must be sent again
   */
  public record Entry(
      long epoch,
      long seq,
      CastCommand command,
      CompletableFuture<@Nullable Void> durable,
      long since,
      AtomicBoolean absent) {
    Entry(long epoch, long seq, CastCommand command, CompletableFuture<@Nullable Void> durable) {
      this(epoch, seq, command, durable, System.nanoTime(), new AtomicBoolean());
    }

    Entry at(Term term, long newSeq) {
      return new Entry(term.epoch(), newSeq, command, durable, since, new AtomicBoolean());
    }

    VoteKey key() {
      return new VoteKey(command.subject(), command.voter());
    }

    long ageNanos() {
      return System.nanoTime() - since;
    }
  }

  /** What a new position means for the votes of its partition. */
  record Settled(List<Entry> durable, List<Entry> sendAgain, Map<Entry, String> refused) {}

  /**
   * How many refused events are remembered per partition, for answers that come after the
   * watermark.
   */
  private static final int MOST_REFUSED = 10_000;

  private static final class Partition {
    /** In the order in which the watermark passes them; some may already be settled. */
    final PriorityQueue<Entry> waiting =
        new PriorityQueue<>(Comparator.comparingLong(Entry::epoch).thenComparingLong(Entry::seq));

    /** Votes of an earlier epoch, until they have been sent again. */
    final Set<Entry> sending = Collections.newSetFromMap(new IdentityHashMap<>());

    /** All votes. A replay adds a second entry of its request. */
    final Map<VoteKey, Deque<Entry>> byVoter = new HashMap<>();

    private static final Deque<Entry> NONE = new ArrayDeque<>();

    /** Events of the present epoch that the ledger has refused, with the reasons. */
    final TreeMap<Long, String> refused = new TreeMap<>();

    long epoch;
    long watermark;

    void enter(long newEpoch) {
      if (newEpoch > epoch) {
        epoch = newEpoch;
        watermark = 0;
        refused.clear();
      }
    }

    void add(Entry entry) {
      waiting.add(entry);
      byVoter.computeIfAbsent(entry.key(), key -> new ArrayDeque<>(1)).add(entry);
    }

    /** Removes a vote. Returns whether it was here. */
    @SuppressWarnings("ReferenceEquality") // Two entries may be equal: a vote and its retry.
    boolean remove(Entry entry) {
      sending.remove(entry);
      Deque<Entry> entries = byVoter.getOrDefault(entry.key(), NONE);
      for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
        if (all.next() == entry) {
          all.remove();
          if (entries.isEmpty()) {
            byVoter.remove(entry.key());
          }
          return true;
        }
      }
      return false;
    }

    /** Returns the next vote that the watermark will pass. */
    @Nullable Entry head() {
      Entry head = waiting.peek();
      while (head != null && !isHere(head)) {
        waiting.poll();
        head = waiting.peek();
      }
      return head;
    }

    @SuppressWarnings("ReferenceEquality") // Two entries may be equal: a vote and its retry.
    private boolean isHere(Entry entry) {
      return of(entry.key()).stream().anyMatch(other -> other == entry);
    }

    Deque<Entry> of(VoteKey key) {
      return byVoter.getOrDefault(key, NONE);
    }

    Stream<Entry> all() {
      return byVoter.values().stream().flatMap(Deque::stream);
    }
  }

  private final Partition[] partitions;
  private final AtomicInteger size = new AtomicInteger();

  Unconfirmed(int partitions) {
    this.partitions = new Partition[partitions];
    Arrays.setAll(this.partitions, p -> new Partition());
  }

  /** Returns the number of votes, including those that are being sent again. */
  int size() {
    return size.get();
  }

  /**
   * Remembers a vote.
   *
   * @return what to do with it immediately, if the watermark was faster than the answer
   */
  Settled keep(int partition, Entry entry) {
    Partition p = partitions[partition];
    synchronized (p) {
      p.add(entry);
      size.incrementAndGet();
      return settle(p);
    }
  }

  /** Replaces a vote that has been sent again: another event stands for it now. */
  Settled keep(int partition, Entry sent, Entry entry) {
    Partition p = partitions[partition];
    synchronized (p) {
      forget(partition, sent);
      return keep(partition, entry);
    }
  }

  /**
   * Removes a vote that need not be waited for any longer.
   *
   * @return whether it was here
   */
  boolean forget(int partition, Entry entry) {
    Partition p = partitions[partition];
    synchronized (p) {
      boolean removed = p.remove(entry);
      if (removed) {
        size.decrementAndGet();
      }
      return removed;
    }
  }

  /** Records that the ledger is at this position or further. */
  Settled watermark(Position position) {
    Term term = position.term();
    Partition p = partitions[term.partition()];
    synchronized (p) {
      p.enter(term.epoch());
      if (term.epoch() == p.epoch) {
        p.watermark = Math.max(p.watermark, position.seq());
      }
      return settle(p);
    }
  }

  /** Records that the ledger has refused these events, before the watermark passes them. */
  void refuse(Term term, Map<Long, String> reasons) {
    Partition p = partitions[term.partition()];
    synchronized (p) {
      p.enter(term.epoch());
      if (term.epoch() == p.epoch) {
        p.refused.putAll(reasons);
      }
      while (p.refused.size() > MOST_REFUSED) {
        p.refused.pollFirstEntry();
      }
    }
  }

  private Settled settle(Partition p) {
    List<Entry> durable = new ArrayList<>();
    List<Entry> sendAgain = new ArrayList<>();
    IdentityHashMap<Entry, String> refused = new IdentityHashMap<>();
    for (Entry head = p.head(); head != null; head = p.head()) {
      if (head.epoch() < p.epoch) {
        sendAgain.add(head);
      } else if (head.epoch() == p.epoch && head.seq() <= p.watermark) {
        String reason = p.refused.get(head.seq());
        if (reason == null) {
          durable.add(head);
        } else {
          refused.put(head, reason);
        }
        p.remove(head);
        size.decrementAndGet();
      } else {
        break;
      }
      p.waiting.poll();
    }
    p.sending.addAll(sendAgain);
    return new Settled(durable, sendAgain, refused);
  }

  /** Returns all votes, including those that are being sent again. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>();
    for (Partition p : partitions) {
      synchronized (p) {
        p.all().forEach(all::add);
      }
    }
    return all;
  }

  /** Returns one voter's votes on one subject, in the order of their times. */
  List<Entry> of(int partition, VoteKey key) {
    Partition p = partitions[partition];
    synchronized (p) {
      return inOrder(p.of(key).stream());
    }
  }

  /** Returns those of them that must be sent again to the store of this epoch. */
  List<Entry> owed(int partition, VoteKey key, long epoch) {
    Partition p = partitions[partition];
    synchronized (p) {
      Deque<Entry> entries = p.of(key);
      // In the order of their epochs, except an answer that came after a new epoch had begun.
      return entries.isEmpty()
              || (entries.getFirst().epoch() >= epoch && entries.getLast().epoch() >= epoch)
          ? List.of()
          : inOrder(entries.stream().filter(entry -> entry.epoch() < epoch));
    }
  }

  private static List<Entry> inOrder(Stream<Entry> entries) {
    return entries
        .sorted(
            Comparator.comparingLong((Entry entry) -> entry.command().castAt())
                .thenComparing(entry -> entry.command().requestId()))
        .toList();
  }

  /** Returns whether the vote of this request is here. */
  boolean has(int partition, VoteKey key, RequestId requestId) {
    return of(partition, key).stream()
        .anyMatch(entry -> entry.command().requestId().equals(requestId));
  }

  /** Returns whether votes of this partition are here. */
  boolean awaits(int partition) {
    Partition p = partitions[partition];
    synchronized (p) {
      return !p.byVoter.isEmpty();
    }
  }

  /** Returns whether the store of this term may lack votes that must still be sent to it again. */
  boolean lacks(Term term) {
    Partition p = partitions[term.partition()];
    synchronized (p) {
      Entry head = p.head();
      return !p.sending.isEmpty() || (head != null && head.epoch() < term.epoch());
    }
  }

  /** Removes and returns all votes, at the end. */
  List<Entry> clear() {
    List<Entry> left = new ArrayList<>();
    for (Partition p : partitions) {
      synchronized (p) {
        p.all().forEach(left::add);
        p.waiting.clear();
        p.sending.clear();
        p.byVoter.clear();
      }
    }
    size.addAndGet(-left.size());
    return left;
  }
}
