package io.voteengine.sync.nodes;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.NodeShare;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this node is to flush. Leases only save the nodes work: flushing without one
 * does no harm. Safe for use by many threads.
 */
public final class Leases {
  /**
   * What this node holds.
   *
   * @param until when it ends by this node's own clock, counted from before the lease was
   *     requested, so that it ends early rather than late
   */
  private record Held(Set<Integer> partitions, int nodes, long until) {}

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  private final VoteLedger ledger;
  private final Duration lease;
  private final @Nullable String store;
  private final UUID node = UUID.randomUUID();
  private volatile Held held = new Held(Set.of(), 1, System.nanoTime());

  /** When the first of the renewals began that have failed since the last success. */
  private volatile long overdueSince = System.nanoTime();

  private volatile boolean overdue;

  /**
   * @param store the identity of a store that only this process reaches; null for a shared one
   */
  public Leases(VoteLedger ledger, Duration lease, @Nullable String store) {
    this.ledger = ledger;
    this.lease = lease;
    this.store = store;
  }

  /**
   * Claims the ledger for this node's store. Waits out the lease of a node with another store,
   * which may have died.
   *
   * @throws VoteConfigurationException when that node is alive
   */
  public void claim() {
    Duration others = ledger.leases().claim(node, store, lease);
    if (others.isZero()) {
      return;
    }
    log.info(
        "Another store was in use on this ledger; waiting {} to see whether it still is", others);
    // Parking would not pause an interrupted thread.
    new CompletableFuture<>().completeOnTimeout(null, others.toNanos(), NANOSECONDS).join();
    if (!ledger.leases().claim(node, store, lease).isZero()) {
      ledger.leases().release(node);
      throw new VoteConfigurationException(
          "Another running engine uses this ledger with another store; the two would take the"
              + " votes from each other. Close that engine, give this one a ledger of its own, or"
              + " give both the same Redis: a store in memory serves one process.",
          null);
    }
  }

  /**
   * Refuses to take a partition back from another store: this process stood still for longer than
   * its lease, and an engine with another store has started since.
   */
  public void requireClaim() {
    if (store != null && !ledger.leases().claim(node, store, lease).isZero()) {
      throw new StoreUnavailableException(
          "This process stood still for longer than its lease, and another engine uses the ledger"
              + " with another store now. Close this engine; what it acknowledged ACCEPTED and not"
              + " durable is lost.",
          null);
    }
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
    Set<Integer> before = held.partitions();
    long until = began + lease.toNanos();
    held = new Held(share.partitions(), share.nodes(), until);
    // A renewal that took longer than the lease has failed.
    overdue = System.nanoTime() - until >= 0;
    return new Change(
        !before.containsAll(share.partitions()), !share.partitions().containsAll(before));
  }

  /**
   * Returns whether this node is to flush the partition. It flushes all of them when its leases
   * could not be renewed for so long that other nodes may have the same trouble; leases do not
   * count then.
   */
  boolean holds(int partition) {
    Held now = held;
    return (now.partitions().contains(partition) && System.nanoTime() - now.until() < 0)
        || (overdue && System.nanoTime() - overdueSince > 2 * lease.toNanos());
  }

  /** Returns whether there may be other nodes that wait to learn what this one does. */
  boolean hasCompany() {
    return held.nodes() > 1;
  }

  /** Gives everything back, for other nodes to take at once. */
  public void release() {
    held = new Held(Set.of(), 1, System.nanoTime());
    ledger.leases().release(node);
  }
}
