package io.voteengine.spi.ledger;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The leases that say which of several nodes flushes which partitions, so that they do not all do
 * the same work. Leases follow the ledger's clock and are for efficiency only: the fence of {@link
 * VoteLedger#apply} keeps votes exact, and a node without a lease may do everything that a node
 * with one may do. Safe for use by many threads; every method throws {@link VoteLedgerException}
 * when it fails.
 */
public interface LedgerLeases {
  /**
   * Claims the ledger for a node's store, unless live nodes with another store have claimed it: two
   * stores on one ledger would take every partition from each other again and again. A node that
   * has claimed is live for a lease, as after {@link #renew}. A claim may be repeated.
   *
   * @param node the node's unique id
   * @param store the store that only this node's process reaches; null: a store that other
   *     processes reach too
   * @param lease how long the node is live from now
   * @return zero when the node has claimed the ledger; otherwise how long the other nodes stay live
   *     unless they renew
   */
  Duration claim(UUID node, @Nullable String store, Duration lease);

  /**
   * Records that a node is live, and shares the partitions again: the node keeps its partitions,
   * takes those without a holder or whose holder is dead, and gives back what is beyond its share.
   * When all live nodes have called this twice, all partitions have a holder, and the shares differ
   * by at most one. Does not wait for other nodes.
   *
   * @param node the node's unique id
   * @param lease how long the node is live from now; after that it counts as dead
   * @return the partitions that the node holds now
   */
  NodeShare renew(UUID node, Duration lease);

  /**
   * Releases a node's partitions immediately, because the node ends or no longer flushes.
   *
   * @param node the node's id
   */
  void release(UUID node);

  /**
   * Returns which node holds which partition.
   *
   * @return the holder of each partition that a live node holds
   */
  Map<Integer, UUID> owners();
}
