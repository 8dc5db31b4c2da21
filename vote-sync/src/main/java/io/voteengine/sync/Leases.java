package io.voteengine.sync;

import io.voteengine.spi.NodeShare;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * The partitions that this node is to flush. They spare the nodes work, and no more: whoever
 * flushes without a lease does no harm. Safe for use by many threads.
 */
final class Leases {
  /**
   * What this node holds.
   *
   * @param until by this node's own clock, from before the lease was asked for: it stops early
   *     rather than late
   */
  private record Held(Set<Integer> partitions, int nodes, long until) {}

  private final VoteLedger ledger;
  private final Duration lease;
  private final UUID node = UUID.randomUUID();
  private volatile Held held = new Held(Set.of(), 1, System.nanoTime());

  /** When renewing began that has not succeeded since. */
  private volatile long overdueSince = System.nanoTime();

  private volatile boolean overdue;

  Leases(VoteLedger ledger, Duration lease) {
    this.ledger = ledger;
    this.lease = lease;
  }

  /** How often to renew, so that two attempts may fail. */
  Duration pause() {
    return lease.dividedBy(3);
  }

  /**
   * What a renewal has changed.
   *
   * @param gained whether this node holds partitions that it did not hold before
   * @param lost whether it holds some no more, which others may take
   */
  record Change(boolean gained, boolean lost) {}

  Change renew() {
    long began = System.nanoTime();
    if (!overdue) {
      overdueSince = began;
      overdue = true;
    }
    NodeShare share = ledger.leases().renew(node, lease);
    Set<Integer> before = held.partitions();
    long until = began + lease.toNanos();
    held = new Held(share.partitions(), share.nodes(), until);
    // One that took longer than it lasts is none.
    overdue = System.nanoTime() - until >= 0;
    return new Change(
        !before.containsAll(share.partitions()), !share.partitions().containsAll(before));
  }

  /**
   * Whether this node is to flush the partition. All of them, where leases cannot be renewed for so
   * long that other nodes may be in the same trouble: then it is as if there were none.
   */
  boolean holds(int partition) {
    Held now = held;
    return (now.partitions().contains(partition) && System.nanoTime() - now.until() < 0)
        || (overdue && System.nanoTime() - overdueSince > 2 * lease.toNanos());
  }

  /** Whether there may be nodes that want to hear of what this one does. */
  boolean hasCompany() {
    return held.nodes() > 1;
  }

  /** Lets others have everything at once. */
  void release() {
    held = new Held(Set.of(), 1, System.nanoTime());
    ledger.leases().release(node);
  }
}
