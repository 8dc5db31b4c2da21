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
 * The partitions that this node is to flush. They spare the nodes work, and no more: whoever
 * flushes without a lease does no harm. Safe for use by many threads.
 */
public final class Leases {
  /**
   * What this node holds.
   *
   * @param until by this node's own clock, from before the lease was asked for: it stops early
   *     rather than late
   */
  private record Held(Set<Integer> partitions, int nodes, long until) {}

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  private final VoteLedger ledger;
  private final Duration lease;
  private final @Nullable String store;
  private final UUID node = UUID.randomUUID();
  private volatile Held held = new Held(Set.of(), 1, System.nanoTime());

  /** When renewing began that has not succeeded since. */
  private volatile long overdueSince = System.nanoTime();

  private volatile boolean overdue;

  /**
   * @param store the store that this process has to itself; null: one that others reach too
   */
  public Leases(VoteLedger ledger, Duration lease, @Nullable String store) {
    this.ledger = ledger;
    this.lease = lease;
    this.store = store;
  }

  /**
   * Claims the ledger for this node's store; waits for the lease of a node with another one, which
   * may have died.
   *
   * @throws VoteConfigurationException where that node lives
   */
  public void claim() {
    Duration others = ledger.leases().claim(node, store, lease);
    if (others.isZero()) {
      return;
    }
    log.info(
        "Another store was in use on this ledger; waiting {} to see whether it still is", others);
    // Parking would not pause a thread that has been interrupted.
    new CompletableFuture<>().completeOnTimeout(null, others.toNanos(), NANOSECONDS).join();
    if (!ledger.leases().claim(node, store, lease).isZero()) {
      ledger.leases().release(node);
      throw new VoteConfigurationException(
          "Another engine lives that uses this ledger with another store; the two would take the"
              + " votes from each other. Close that engine, give this one a ledger of its own, or"
              + " give both the same Redis: a store in memory serves one process.",
          null);
    }
  }

  /**
   * Refuses to take a partition back from another store: this process has stood still for longer
   * than its lease, and an engine with another store has begun since.
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
  public void release() {
    held = new Held(Set.of(), 1, System.nanoTime());
    ledger.leases().release(node);
  }
}
