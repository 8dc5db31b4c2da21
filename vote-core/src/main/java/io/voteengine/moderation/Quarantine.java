package io.voteengine.moderation;

import io.voteengine.VoteLedgerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes that the database refused for their data, as by a constraint or trigger of the host's.
 * They stop nobody else: their neighbours are counted, and they wait here until somebody decides.
 * Safe for use by many threads, and on several nodes at once.
 */
public interface Quarantine {
  /**
   * The votes in quarantine, in the order of partition, epoch and number.
   *
   * @param after the last vote of the page before; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit);

  /**
   * Applies a vote after what refused it has been mended. It counts as of the moment it was cast: a
   * newer vote of the voter on the subject stays.
   *
   * @param vote as {@link #list} returned it
   * @return whether this call took it out of quarantine; false where another one had. A store that
   *     cannot be reached shows the subject without the vote until it can
   * @throws VoteLedgerException when the database refuses it still, and it stays in quarantine; or
   *     the ledger does not answer
   */
  boolean replay(QuarantinedVote vote);

  /**
   * Forgets a vote for good.
   *
   * @param vote as {@link #list} returned it
   * @return whether this call took it out of quarantine; false where another one had
   * @throws VoteLedgerException when the ledger does not answer
   */
  boolean discard(QuarantinedVote vote);
}
