package io.voteengine.sync.nodes;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.NodeShare;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this node is to flush. Leases only save the nodes work: flushing without one
 * does no harm. Safe for use by many threads; one of them renews.
 */
public final class Leases {
  private final VoteLedger ledger;
  private final Duration lease;
  private final UUID node = UUID.randomUUID();
  private final StoreClaim claim;
  private volatile HeldPartitions held = HeldPartitions.none();

  /** When the first of the renewals began that have failed since the last success. */
  private volatile long overdueSince = System.nanoTime();

  private volatile boolean overdue;

  /**
   * @param store the identity of a store that only this process reaches; null for a shared one
   */
  public Leases(VoteLedger ledger, Duration lease, @Nullable String store) {
    this.ledger = ledger;
    this.lease = lease;
    this.claim = new StoreClaim(ledger, node, store, lease);
  }

  /** Returns this node's id. */
  public UUID node() {
    return node;
  }

  /** Returns this node's claim on the ledger, which lasts as long as its leases. */
  public StoreClaim claim() {
    return claim;
  }

  /** Returns how often to renew, so that two attempts may fail. */
  Duration pause() {
    return lease.dividedBy(3);
  }

  /**
   * What a renewal has changed.
   *
   * @param gained whether this node holds partitions that it did not hold before
   * @param lost whether it lost partitions, which others may take
   */
  record Change(boolean gained, boolean lost) {}

  Change renew() {
    long began = System.nanoTime();
    if (!overdue) {
      overdueSince = began;
      overdue = true;
    }
    NodeShare share = ledger.leases().renew(node, lease);
    HeldPartitions before = held;
    HeldPartitions now =
        new HeldPartitions(share.partitions(), share.nodes(), began + lease.toNanos());
    held = now;
    // A renewal that took longer than the lease has failed.
    overdue = now.isOver();
    return new Change(!before.holdsAllOf(now), !now.holdsAllOf(before));
  }

  /**
   * Returns whether this node is to flush the partition. It flushes all of them when its leases
   * could not be renewed for so long that other nodes may have the same trouble; leases do not
   * count then.
   */
  boolean holds(int partition) {
    return held.holds(partition)
        || (overdue && System.nanoTime() - overdueSince > 2 * lease.toNanos());
  }

  /** Returns whether there may be other nodes that wait to learn what this one does. */
  boolean hasCompany() {
    return held.nodes() > 1;
  }

  /** Gives everything back, for other nodes to take at once. */
  public void release() {
    held = HeldPartitions.none();
    ledger.leases().release(node);
  }
}
