package io.voteengine.spi.ledger;

import io.voteengine.VoteLedgerException;
import io.voteengine.moderation.QuarantinedVote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes that the database refused for their data. Safe for use by many threads; every method
 * throws {@link VoteLedgerException} when it fails.
 */
public interface LedgerQuarantine {
  /**
   * The votes in quarantine, in the order of partition, epoch, number and request.
   *
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit);

  /**
   * Applies a vote in quarantine, where it counts if it is newer than its voter's row, and takes it
   * out and marks the subject as stale, in one transaction.
   *
   * @param vote which
   * @return false where it is not in quarantine any more; then nothing happens
   */
  boolean replay(QuarantinedVote vote);

  /**
   * Deletes a vote in quarantine.
   *
   * @param vote which
   * @return false where it is not in quarantine any more
   */
  boolean discard(QuarantinedVote vote);
}
