package io.voteengine.sync.nodes;

import io.voteengine.spi.journal.Position;
import io.voteengine.sync.flush.PartitionReconciler;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the flushing of one partition, by itself or by another node. Callers,
 * workers and the store's client report here, and the watching thread decides by it: each field is
 * volatile and stands for itself.
 */
final class WatchedPartition {
  final PartitionReconciler partition;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean hinted;

  /** The holder was asked to flush, and has not reported since that it did. */
  private volatile boolean called;

  private volatile long calledAt;
  private volatile long stillSince = System.nanoTime();
  private volatile boolean failing;
  private volatile boolean takenOver;

  /** The ledger's position at the last survey, if the store was ahead of it. */
  private @Nullable Position behind;

  WatchedPartition(PartitionReconciler partition) {
    this.partition = partition;
  }

  int number() {
    return partition.number();
  }

  /** Counts a caller who waits for votes to become durable. */
  void awaited(CompletionStage<?> until) {
    waiting.incrementAndGet();
    until.whenComplete((value, failure) -> waiting.decrementAndGet());
  }

  boolean isAwaited() {
    return waiting.get() > 0;
  }

  /** Records that another node says that the ledger has moved. */
  void hinted() {
    hinted = true;
    called = false;
  }

  boolean isHinted() {
    return hinted;
  }

  void dropHint() {
    hinted = false;
  }

  /**
   * Returns whether to call the holder now, and records the call. One call is open at a time: the
   * next one follows an answer, or comes once the first is likely lost.
   */
  boolean beginCall(long lostAfterNanos) {
    long now = System.nanoTime();
    boolean begins = !called || now - calledAt >= lostAfterNanos;
    if (begins) {
      called = true;
      calledAt = now;
    }
    return begins;
  }

  /** Records when the partition moved, or when nothing waited there. */
  void movedAt(long time) {
    stillSince = time;
  }

  /** Returns whether votes have waited for longer than this without the partition moving. */
  boolean isStillFor(long nanos) {
    return System.nanoTime() - stillSince > nanos;
  }

  /** Records whether this node's last step failed: other nodes may flush the partition then. */
  void stepped(boolean failed) {
    failing = failed;
  }

  boolean isFailing() {
    return failing;
  }

  /** Makes this node flush the partition without a lease, since its holder does not. */
  void takeOver() {
    takenOver = true;
  }

  void leaveToHolder() {
    takenOver = false;
  }

  boolean isTakenOver() {
    return takenOver;
  }

  /**
   * Records the result of a survey. For the watching thread.
   *
   * @param position the ledger's position, if the store is ahead of it; otherwise null
   * @return whether the partition has been behind at this very position before
   */
  boolean surveyed(@Nullable Position position) {
    Position before = behind;
    behind = position;
    return position != null && position.equals(before);
  }
}
