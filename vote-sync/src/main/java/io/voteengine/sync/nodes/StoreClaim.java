package io.voteengine.sync.nodes;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's claim that the ledger belongs to its store. Nodes with another store are refused as
 * long as one with this store is alive. Safe for use by many threads.
 */
public final class StoreClaim {
  private static final Logger log = LoggerFactory.getLogger(StoreClaim.class);

  private final VoteLedger ledger;
  private final UUID node;
  private final @Nullable String store;
  private final Duration lease;

  StoreClaim(VoteLedger ledger, UUID node, @Nullable String store, Duration lease) {
    this.ledger = ledger;
    this.node = node;
    this.store = store;
    this.lease = lease;
  }

  /**
   * Claims the ledger for this node's store. Waits out the lease of a node with another store,
   * which may have died.
   *
   * @throws VoteConfigurationException when that node is alive
   */
  public void take() {
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
          VoteConfigurationException.Problem.SECOND_STORE,
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
  public void require() {
    if (store != null && !ledger.leases().claim(node, store, lease).isZero()) {
      throw new StoreUnavailableException(
          "This process stood still for longer than its lease, and another engine uses the ledger"
              + " with another store now. Close this engine; what it acknowledged ACCEPTED and not"
              + " durable is lost.",
          null);
    }
  }
}
