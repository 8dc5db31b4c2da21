package io.voteengine.spi;

import io.voteengine.VoteLedgerException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Which of several nodes flushes which partitions, so that they do not all do the same work. A
 * lease is by the ledger's clock and for efficiency only: what keeps votes exact is the fence of
 * {@link VoteLedger#apply}, and a node without a lease may do all that one with a lease may. Safe
 * for use by many threads; every method throws {@link VoteLedgerException} when it fails.
 */
public interface LedgerLeases {
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
