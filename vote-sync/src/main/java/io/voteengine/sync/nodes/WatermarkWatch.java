package io.voteengine.sync.nodes;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how far other nodes have carried this node's votes to the ledger. It asks the ledger at
 * once when another node says that it has moved, often while somebody waits, rarely while votes are
 * unconfirmed, and otherwise not at all. One thread looks; all others may report at any time.
 */
final class WatermarkWatch {
  private static final Logger log = LoggerFactory.getLogger(WatermarkWatch.class);

  /** The pause between two questions while no caller waits. */
  private static final Duration RARELY = Duration.ofSeconds(1);

  /** The least pause between two questions that no hint has caused. */
  private static final Duration LEAST = Duration.ofMillis(5);

  private final List<WatchedPartition> all;
  private final VoteLedger ledger;
  private final LedgerPositions positions;
  private final VoteReconciler.Listener listener;
  private final IntPredicate held;
  private final IntConsumer call;
  private final Takeovers takeovers;
  private final HolderSurvey survey;
  private final long shortPause;
  private final long longPause;
  private long asked = System.nanoTime();

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
    this.all = partitions.stream().map(WatchedPartition::new).toList();
    this.ledger = ledger;
    this.positions = new LedgerPositions(ledger);
    this.listener = listener;
    this.held = held;
    this.call = call;
    this.takeovers = new Takeovers(2 * options.lease().toNanos());
    this.survey = new HolderSurvey(all, positions, held, takeovers);
    this.shortPause = longer(options.linger(), LEAST);
    this.longPause = longer(options.linger(), RARELY);
  }

  private static long longer(Duration one, Duration other) {
    return Math.max(one.toNanos(), other.toNanos());
  }

  /** Records that somebody waits for a partition's votes to become durable. */
  void awaited(int partition, CompletionStage<?> until) {
    WatchedPartition watched = all.get(partition);
    watched.awaited(until);
    if (!held.test(partition)) {
      callHolder(watched);
    }
  }

  /** Records that another node says that the ledger has moved. */
  void hinted(int partition) {
    all.get(partition).hinted();
  }

  /** Returns whether the node that is to flush the partition does not, so that this one must. */
  boolean hasTakenOver(int partition) {
    return all.get(partition).isTakenOver();
  }

  /** Records whether a step of this node failed. */
  void stepped(int partition, boolean failed) {
    all.get(partition).stepped(failed);
  }

  /** Records that another node flushes the partition. */
  void fenced(int partition) {
    WatchedPartition watched = all.get(partition);
    watched.movedAt(System.nanoTime());
    watched.leaveToHolder();
  }

  private void callHolder(WatchedPartition watched) {
    if (watched.beginCall(shortPause)) {
      call.accept(watched.number());
    }
  }

  /**
   * Asks the ledger, if it is time. Returns how long to wait before the next look. For one thread.
   */
  Duration look() {
    survey.runIfDue();
    List<WatchedPartition> open = all.stream().filter(this::isOpen).toList();
    boolean awaited = open.stream().anyMatch(WatchedPartition::isAwaited);
    boolean hinted = open.stream().anyMatch(WatchedPartition::isHinted);
    long pause = awaited || hinted ? shortPause : longPause;
    boolean urgent = open.stream().anyMatch(watched -> watched.isHinted() && watched.isAwaited());
    long left = asked + pause - System.nanoTime();
    if (open.isEmpty() || (left > 0 && !urgent)) {
      return Duration.ofNanos(open.isEmpty() ? longPause : left);
    }
    asked = System.nanoTime();
    ask(open);
    return Duration.ofNanos(pause);
  }

  /** Returns whether votes of this node wait for what another node is to flush. */
  private boolean isOpen(WatchedPartition watched) {
    int partition = watched.number();
    boolean mine = held.test(partition) && !watched.isFailing();
    boolean open = !mine && listener.awaits(partition);
    if (!open) {
      watched.dropHint();
      watched.movedAt(System.nanoTime());
    }
    if (mine) {
      watched.leaveToHolder();
    }
    return open;
  }

  private void ask(List<WatchedPartition> open) {
    open.forEach(WatchedPartition::dropHint);
    QuarantineCheck refusals = new QuarantineCheck(ledger);
    for (Position position : positions.of(open)) {
      WatchedPartition watched = all.get(position.term().partition());
      if (open.contains(watched) && learn(watched.partition, position, refusals)) {
        watched.movedAt(asked);
      }
    }
    for (WatchedPartition watched : open) {
      if (watched.isAwaited()) {
        callHolder(watched);
      }
      if (watched.isStillFor(takeovers.patience())) {
        takeovers.take(watched, "votes wait");
      }
    }
  }

  private static boolean learn(
      PartitionReconciler partition, Position position, QuarantineCheck refusals) {
    try {
      return partition.learn(position, refusals);
    } catch (VoteLedgerException e) {
      log.debug("What other nodes did with {} is read later", partition, e);
      return false;
    }
  }
}
