package io.voteengine.moderation;

import io.voteengine.VoteLedgerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The votes that the database refused for their data, for example because of a constraint or
 * trigger that the host added, and the votes that came after their poll was sealed. They do not
 * block other votes, and stay here until somebody replays or discards them. Safe for use by many
 * threads, and on several nodes at once.
 */
public interface Quarantine {
  /**
   * Returns the votes in quarantine, in the order of partition, epoch and number.
   *
   * @param after the last vote of the previous page; null: the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page; shorter than {@code limit} only at the end
   * @throws VoteLedgerException when the ledger does not answer
   */
  List<QuarantinedVote> list(@Nullable QuarantinedVote after, int limit);

  /**
   * Applies a vote. Call this after you have fixed the cause of the refusal. The vote counts with
   * the time at which it was cast: a newer vote of the voter on the subject stays in force. A vote
   * of a sealed poll never counts.
   *
   * @param vote as {@link #list} returned it
   * @return true when this call removed the vote from quarantine; false when it was no longer
   *     there. A store that cannot be reached shows the subject without the vote until it can
   * @throws VoteLedgerException when the database still refuses the vote or its poll is sealed; the
   *     vote then stays in quarantine. Or when the ledger does not answer
   */
  boolean replay(QuarantinedVote vote);

  /**
   * Deletes a vote for good.
   *
   * @param vote as {@link #list} returned it
   * @return true when this call removed the vote from quarantine; false when it was no longer there
   * @throws VoteLedgerException when the ledger does not answer
   */
  boolean discard(QuarantinedVote vote);
}
