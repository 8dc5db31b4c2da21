package io.voteengine.spi.ledger;

import io.voteengine.spi.journal.Term;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a poll that is closing still waits for.
 *
 * @param unmarked the present terms of partitions whose close marker the ledger does not have:
 *     votes of the poll may still be in their journals
 * @param unsettled the live nodes that have not said, in the present epochs, that no vote of the
 *     poll is under way
 */
public record SealReadiness(List<Term> unmarked, Set<UUID> unsettled) {
  /** Copies the parts. */
  public SealReadiness {
    unmarked = List.copyOf(unmarked);
    unsettled = Set.copyOf(unsettled);
  }

  /**
   * Returns whether nothing is missing.
   *
   * @return true when no vote of the poll can reach the ledger any more
   */
  public boolean isReady() {
    return unmarked.isEmpty() && unsettled.isEmpty();
  }
}
