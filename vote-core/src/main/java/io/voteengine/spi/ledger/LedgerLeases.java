package io.voteengine.spi.ledger;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of several nodes flushes which partitions, so that they do not all do the same work. A
 * lease is by the ledger's clock and for efficiency only: what keeps votes exact is the fence of
 * {@link VoteLedger#apply}, and a node without a lease may do all that one with a lease may. Safe
 * for use by many threads; every method throws {@link VoteLedgerException} when it fails.
 */
public interface LedgerLeases {
  /**
   * Claims the ledger for a node's store, unless live nodes with another store have it: two stores
   * on one ledger would take each partition from each other for ever. A node that has claimed lives
   * for a lease, as after {@link #renew}; a claim may be repeated.
   *
   * @param node who, an id that nobody else has
   * @param store the store that the node's process has to itself; null: one that other processes
   *     reach too
   * @param lease for how long from now
   * @return zero where the node has claimed it; else for how long the others live unless they renew
   */
  Duration claim(UUID node, @Nullable String store, Duration lease);

  /**
   * Says that a node lives, and shares the partitions anew: the node keeps what it holds, takes
   * what nobody holds or whose holder is dead, and gives back what is beyond its share. Where all
   * live nodes have called this twice, all partitions are held, and no node holds two more than
   * another. Does not wait for other nodes.
   *
   * @param node who, an id that nobody else has
   * @param lease for how long from now; the node is dead after it
   * @return what the node holds now
   */
  NodeShare renew(UUID node, Duration lease);

  /**
   * A node ends, or flushes no more: what it holds is free at once.
   *
   * @param node who
   */
  void release(UUID node);

  /**
   * Who holds what.
   *
   * @return the holder of each partition that a live node holds
   */
  Map<Integer, UUID> owners();
}
