package io.voteengine.spi.ledger;

import io.voteengine.VoteLedgerException;
import io.voteengine.moderation.QuarantinedVote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes that the database refused for their data, and those that came after their poll was
 * sealed. Safe for use by many threads; every method throws {@link VoteLedgerException} when it
 * fails.
 */
public interface LedgerQuarantine {
  /**
   * Returns the votes in quarantine, in the order of partition, epoch, number and request.
   *
   * @param after the last vote of the previous page; null: the first page
   * @param limit how many at most
   * @return the page
   */
  List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit);

  /**
   * Applies a vote in quarantine, removes it from there and marks its subject as stale, in one
   * transaction. The vote counts if it is newer than its voter's row. A vote of a sealed poll is
   * refused, and stays.
   *
   * @param vote the vote
   * @return false when it is no longer in quarantine; then nothing happens
   */
  boolean replay(QuarantinedVote vote);

  /**
   * Deletes a vote in quarantine.
   *
   * @param vote the vote
   * @return false when it is no longer in quarantine
   */
  boolean discard(QuarantinedVote vote);
}
