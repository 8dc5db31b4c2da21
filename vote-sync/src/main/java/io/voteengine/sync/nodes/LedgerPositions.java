package io.voteengine.sync.nodes;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the ledger's positions, with as few questions as possible. */
final class LedgerPositions {
  private static final Logger log = LoggerFactory.getLogger(LedgerPositions.class);

  private final VoteLedger ledger;

  LedgerPositions(VoteLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns the positions of these partitions at least. When only some of several ledgers answer,
   * returns the positions from those.
   */
  List<Position> of(List<WatchedPartition> partitions) {
    if (partitions.size() > 1) {
      try {
        return ledger.positions();
      } catch (VoteLedgerException e) {
        log.debug("Not all positions can be read at once", e);
      }
    }
    List<Position> positions = new ArrayList<>();
    VoteLedgerException failure = null;
    for (WatchedPartition watched : partitions) {
      try {
        positions.add(ledger.position(watched.number()));
      } catch (VoteLedgerException e) {
        failure = e;
      }
    }
    if (positions.isEmpty() && failure != null) {
      throw failure;
    }
    return positions;
  }
}
