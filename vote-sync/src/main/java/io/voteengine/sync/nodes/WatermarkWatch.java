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
 * Finds out how far other nodes have carried this node's votes to the ledger. It asks the ledger at
 * once when another node says that it has moved, often while somebody waits, rarely while votes are
 * unconfirmed, and otherwise not at all. Safe for use by many threads.
 */
final class WatermarkWatch {
  private static final Logger log = LoggerFactory.getLogger(WatermarkWatch.class);

  /** The pause between two questions while no caller waits. */
  private static final Duration SELDOM = Duration.ofSeconds(1);

  /** How long the store may take to report the state of partitions that other nodes flush. */
  private static final Duration SURVEY_PATIENCE = Duration.ofMillis(500);

  /** The least pause between two questions that no hint has caused. */
  private static final Duration LEAST = Duration.ofMillis(5);

  /** What is known of a partition. */
  private static final class Seen {
    final PartitionReconciler partition;

    /** How many callers wait for votes to become durable. */
    final AtomicInteger waiting = new AtomicInteger();

    /** Another node says that the ledger has moved. */
    volatile boolean hinted;

    /** Another node was asked to flush, and has not reported since that it did. */
    volatile boolean called;

    volatile long calledAt;

    /** Since when votes have waited without the partition moving. */
    volatile long stillSince;

    /** This node is to flush the partition and fails to: others may. */
    volatile boolean failing;

    /** The node that is to flush the partition does not, so this one does too. */
    volatile boolean helped;

    /** The ledger's position at the last survey, if the store was ahead of it; otherwise null. */
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
   * @param call calls the node that does
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

  /** Records that somebody waits for a partition's votes to become durable. */
  void awaited(int partition, CompletionStage<?> until) {
    Seen seen = all.get(partition);
    seen.waiting.incrementAndGet();
    until.whenComplete((value, failure) -> seen.waiting.decrementAndGet());
    if (!held.test(partition)) {
      callHolder(seen);
    }
  }

  /** Records that another node says that the ledger has moved. */
  void hinted(int partition) {
    Seen seen = all.get(partition);
    seen.hinted = true;
    seen.called = false;
  }

  /** Returns whether the node that is to flush the partition does not, so that this one must. */
  boolean helps(int partition) {
    return all.get(partition).helped;
  }

  /** Records whether a step of this node failed. */
  void stepped(int partition, boolean failed) {
    all.get(partition).failing = failed;
  }

  /** Records that another node flushes the partition. */
  void fenced(int partition) {
    Seen seen = all.get(partition);
    seen.stillSince = System.nanoTime();
    seen.helped = false;
  }

  /**
   * Sends one call at a time: the next one only after an answer, or once the first is likely lost.
   */
  private void callHolder(Seen seen) {
    long now = System.nanoTime();
    if (!seen.called || now - seen.calledAt >= often) {
      seen.called = true;
      seen.calledAt = now;
      call.accept(seen.partition.number());
    }
  }

  /**
   * Asks the ledger, if it is time. Returns how long to wait before the next look. For one thread.
   */
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

  /** Returns whether votes of this node wait for what another node is to flush. */
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
                  "{}, and {} others since the last such line: {} for longer than {} and no node"
                      + " has flushed them; this node does now, without a lease",
                  seen.partition,
                  others,
                  why,
                  Duration.ofNanos(patience)));
      seen.helped = true;
    }
  }

  /**
   * Looks at all partitions that other nodes flush, even where this node has no votes. No other
   * part watches the votes of a dead node, and the node that is to flush them may have lost the
   * store.
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
      log.debug("The state of a partition that another node flushes cannot be read", e);
      return false;
    }
  }

  /** When only some of several ledgers answer, returns the positions from those. */
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
      log.debug("What other nodes did with {} is read later", partition, e);
      return false;
    }
  }

  /** Whether there is anything in quarantine; usually not, and then nothing more is asked. */
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
        log.debug("The quarantine cannot be listed; each partition is asked", e);
        return true;
      }
    }
  }
}
