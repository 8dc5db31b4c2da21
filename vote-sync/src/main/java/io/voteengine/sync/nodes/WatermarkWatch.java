package io.voteengine.sync.nodes;

import static java.util.stream.Collectors.toMap;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.log.LogThrottle;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how far other nodes have carried the votes of this one: asks the ledger, at once where
 * another node says that it has moved, else often while somebody waits, seldom while votes are not
 * confirmed, and not at all otherwise. Safe for use by many threads.
 */
final class WatermarkWatch {
  private static final Logger log = LoggerFactory.getLogger(WatermarkWatch.class);

  /** How often to ask while nobody waits. */
  private static final Duration SELDOM = Duration.ofSeconds(1);

  /** How long the store may take to say where partitions are that other nodes flush. */
  private static final Duration SURVEY_PATIENCE = Duration.ofMillis(500);

  /** How often at most to ask because time has passed. */
  private static final Duration LEAST = Duration.ofMillis(5);

  /** What is known of a partition. */
  private static final class Seen {
    final PartitionReconciler partition;

    /** How many wait for votes to be durable. */
    final AtomicInteger waiting = new AtomicInteger();

    /** Another node says that the ledger has moved. */
    volatile boolean hinted;

    /** Another node was asked to flush, and has not said since that it has. */
    volatile boolean called;

    volatile long calledAt;

    /** Votes have waited since then, and nobody has moved the partition. */
    volatile long stillSince;

    /** This node flushes it, and cannot: others may. */
    volatile boolean failing;

    /** The node that is to flush it does not: this one does, too. */
    volatile boolean helped;

    /** Where the ledger stood at the last survey that found the store ahead of it; else null. */
    @Nullable Position behind;

    Seen(PartitionReconciler partition) {
      this.partition = partition;
      this.stillSince = System.nanoTime();
    }
  }

  private final List<Seen> all;
  private final VoteLedger ledger;
  private final VoteReconciler.Listener listener;
  private final IntPredicate held;
  private final IntConsumer call;
  private final long often;
  private final long seldom;
  private final long patience;
  private final LogThrottle helps = new LogThrottle();
  private long asked = System.nanoTime();
  private long surveyed = System.nanoTime();

  /**
   * @param held whether this node flushes a partition
   * @param call tells the node that does
   */
  WatermarkWatch(
      List<PartitionReconciler> partitions,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      ReconcilerOptions options,
      IntPredicate held,
      IntConsumer call) {
    this.all = partitions.stream().map(Seen::new).toList();
    this.ledger = ledger;
    this.listener = listener;
    this.held = held;
    this.call = call;
    this.often = longer(options.linger(), LEAST);
    this.seldom = longer(options.linger(), SELDOM);
    this.patience = 2 * options.lease().toNanos();
  }

  private static long longer(Duration one, Duration other) {
    return Math.max(one.toNanos(), other.toNanos());
  }

  /** Somebody waits for a partition's votes to be durable. */
  void awaited(int partition, CompletionStage<?> until) {
    Seen seen = all.get(partition);
    seen.waiting.incrementAndGet();
    until.whenComplete((value, failure) -> seen.waiting.decrementAndGet());
    if (!held.test(partition)) {
      callHolder(seen);
    }
  }

  /** Another node says that the ledger has moved. */
  void hinted(int partition) {
    Seen seen = all.get(partition);
    seen.hinted = true;
    seen.called = false;
  }

  /** Whether the node that is to flush the partition does not, so that this one must. */
  boolean helps(int partition) {
    return all.get(partition).helped;
  }

  /** Whether a step of this node's own failed. */
  void stepped(int partition, boolean failed) {
    all.get(partition).failing = failed;
  }

  /** Somebody else flushes the partition. */
  void fenced(int partition) {
    Seen seen = all.get(partition);
    seen.stillSince = System.nanoTime();
    seen.helped = false;
  }

  /** One call at a time: not again before it was heeded, or is likely to be lost. */
  private void callHolder(Seen seen) {
    long now = System.nanoTime();
    if (!seen.called || now - seen.calledAt >= often) {
      seen.called = true;
      seen.calledAt = now;
      call.accept(seen.partition.number());
    }
  }

  /** Asks, if it is time to; returns how long to wait for the next time. For one thread. */
  Duration look() {
    if (System.nanoTime() - surveyed >= patience) {
      survey();
      surveyed = System.nanoTime();
    }
    List<Seen> open = all.stream().filter(this::isOpen).toList();
    boolean waited = open.stream().anyMatch(seen -> seen.waiting.get() > 0);
    boolean hinted = open.stream().anyMatch(seen -> seen.hinted);
    long pause = waited || hinted ? often : seldom;
    boolean called = open.stream().anyMatch(seen -> seen.hinted && seen.waiting.get() > 0);
    long left = asked + pause - System.nanoTime();
    if (open.isEmpty() || (left > 0 && !called)) {
      return Duration.ofNanos(open.isEmpty() ? seldom : left);
    }
    asked = System.nanoTime();
    ask(open);
    return Duration.ofNanos(pause);
  }

  /** Whether votes of this node wait for what another node is to flush. */
  private boolean isOpen(Seen seen) {
    int partition = seen.partition.number();
    boolean mine = held.test(partition) && !seen.failing;
    boolean open = !mine && listener.awaits(partition);
    if (!open) {
      seen.hinted = false;
      seen.stillSince = System.nanoTime();
    }
    if (mine) {
      seen.helped = false;
    }
    return open;
  }

  private void ask(List<Seen> open) {
    open.forEach(seen -> seen.hinted = false);
    Refusals refusals = new Refusals();
    for (Position position : positions(open)) {
      Seen seen = all.get(position.term().partition());
      if (open.contains(seen) && hear(seen.partition, position, refusals)) {
        seen.stillSince = asked;
      }
    }
    for (Seen seen : open) {
      if (seen.waiting.get() > 0) {
        callHolder(seen);
      }
      if (System.nanoTime() - seen.stillSince > patience) {
        help(seen, "votes wait");
      }
    }
  }

  private void help(Seen seen, String why) {
    if (!seen.helped) {
      helps.run(
          others ->
              log.warn(
                  "{}, and {} others since the last such line: {} for longer than {} and nobody has"
                      + " flushed them; this node does now, without a lease",
                  seen.partition,
                  others,
                  why,
                  Duration.ofNanos(patience)));
      seen.helped = true;
    }
  }

  /**
   * Looks at the partitions that other nodes flush, whoever has voted there: a node that has died
   * hears of none, and the one that is to flush them may have lost the store.
   */
  private void survey() {
    List<Seen> others = all.stream().filter(seen -> !held.test(seen.partition.number())).toList();
    Map<Seen, CompletionStage<PartitionState>> states = new LinkedHashMap<>();
    others.forEach(seen -> states.put(seen, seen.partition.state()));
    Map<Integer, Position> positions =
        positions(others).stream().collect(toMap(at -> at.term().partition(), at -> at));
    Deadline deadline = Deadline.in(SURVEY_PATIENCE);
    states.forEach(
        (seen, state) -> {
          Position position = positions.get(seen.partition.number());
          Position before = seen.behind;
          seen.behind = isBehind(position, state, deadline) ? position : null;
          if (seen.behind != null && seen.behind.equals(before)) {
            help(seen, "events wait in the store");
          }
        });
  }

  private static boolean isBehind(
      @Nullable Position position, CompletionStage<PartitionState> asked, Deadline deadline) {
    try {
      Duration left = Duration.ofNanos(Math.max(deadline.remainingNanos(), 0));
      PartitionState state = StoreCalls.await(asked, left);
      PartitionState.Meta meta = state.meta();
      if (position == null) {
        return false;
      }
      return meta == null
          || meta.frozen() != null
          || meta.epoch() != position.term().epoch()
          || !state.identity().equals(position.term().identity())
          || meta.seq() > position.seq();
    } catch (VoteStoreException e) {
      log.debug("A partition of another node's says nothing of its state", e);
      return false;
    }
  }

  /** Of several ledgers some may answer: what they have is heard whatever the others do. */
  private List<Position> positions(List<Seen> open) {
    if (open.size() > 1) {
      try {
        return ledger.positions();
      } catch (VoteLedgerException e) {
        log.debug("Not all positions can be read at once", e);
      }
    }
    List<Position> positions = new ArrayList<>();
    VoteLedgerException failure = null;
    for (Seen seen : open) {
      try {
        positions.add(ledger.position(seen.partition.number()));
      } catch (VoteLedgerException e) {
        failure = e;
      }
    }
    if (positions.isEmpty() && failure != null) {
      throw failure;
    }
    return positions;
  }

  private static boolean hear(PartitionReconciler partition, Position position, Refusals refusals) {
    try {
      return partition.hear(position, refusals);
    } catch (VoteLedgerException e) {
      log.debug("{} is heard of later", partition, e);
      return false;
    }
  }

  /** Whether there is anything in quarantine; most often not, and then nothing more is asked. */
  private final class Refusals implements BooleanSupplier {
    private @Nullable Boolean any;

    @Override
    public boolean getAsBoolean() {
      Boolean known = any;
      if (known == null) {
        known = isAny();
        any = known;
      }
      return known;
    }

    private boolean isAny() {
      try {
        return !ledger.quarantine().list(null, 1).isEmpty();
      } catch (VoteLedgerException e) {
        log.debug("Whether there is a quarantined vote is asked of each partition", e);
        return true;
      }
    }
  }
}
