package io.voteengine.partitioned;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.LedgerLeases;
import io.voteengine.spi.ledger.NodeShare;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases of several ledgers: in each, the live nodes share its own range. */
final class PartitionedLeases implements LedgerLeases {
  private static final Logger log = LoggerFactory.getLogger(PartitionedLeases.class);

  private final LedgersByPartition all;

  PartitionedLeases(LedgersByPartition all) {
    this.all = all;
  }

  /**
   * Claims one ledger after the other, in the order that all nodes use. A node that does not get
   * the first claims no other, so that one of several concurrent nodes gets all. Claims that turn
   * out useless expire.
   */
  @Override
  public Duration claim(UUID node, @Nullable String store, Duration lease) {
    for (VoteLedger ledger : all.ledgers()) {
      Duration left = ledger.leases().claim(node, store, lease);
      if (!left.isZero()) {
        return left;
      }
    }
    return Duration.ZERO;
  }

  /** Leaves out the partitions of a ledger that fails: no node can flush them. */
  @Override
  public NodeShare renew(UUID node, Duration lease) {
    Set<Integer> partitions = new HashSet<>();
    int nodes = 0;
    VoteLedgerException failure = null;
    for (VoteLedger ledger : all.ledgers()) {
      try {
        NodeShare share = ledger.leases().renew(node, lease);
        partitions.addAll(share.partitions());
        nodes = Math.max(nodes, share.nodes());
      } catch (VoteLedgerException e) {
        failure = e;
        log.debug("One of several ledgers did not renew its leases", e);
      }
    }
    if (nodes == 0 && failure != null) {
      throw failure;
    }
    return new NodeShare(partitions, nodes);
  }

  @Override
  public void release(UUID node) {
    all.eachOf(ledger -> ledger.leases().release(node));
  }

  @Override
  public Map<Integer, UUID> owners() {
    Map<Integer, UUID> owners = new HashMap<>();
    all.ledgers().forEach(ledger -> owners.putAll(ledger.leases().owners()));
    return owners;
  }
}
