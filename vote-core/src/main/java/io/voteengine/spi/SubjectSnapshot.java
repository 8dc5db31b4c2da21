package io.voteengine.spi;

import io.voteengine.SubjectId;
import java.util.List;

/**
 * A subject's tally as the ledger has it.
 *
 * @param subject the subject
 * @param up number of voters for it
 * @param down number of voters against it
 * @param version rises with each change of the subject
 * @param complete whether {@code votes} are all votes that the ledger has on the subject, including
 *     retracted ones; then a voter that the store does not know has not voted
 * @param votes votes on it, each of another voter
 */
public record SubjectSnapshot(
    SubjectId subject,
    long up,
    long down,
    long version,
    boolean complete,
    List<VoteSnapshot> votes) {
  /** Keeps its own copy. */
  public SubjectSnapshot {
    votes = List.copyOf(votes);
  }

  /**
   * Creates a snapshot without votes.
   *
   * @param subject the subject
   * @param up number of voters for it
   * @param down number of voters against it
   * @param version rises with each change of the subject
   * @param complete whether the subject has never had a vote
   */
  public SubjectSnapshot(SubjectId subject, long up, long down, long version, boolean complete) {
    this(subject, up, down, version, complete, List.of());
  }

  /**
   * Returns whether the ledger knows the subject; a store need not keep one that the ledger does
   * not know.
   *
   * @return false where there is no vote and never was a change
   */
  public boolean isRecorded() {
    return version != 0 || up != 0 || down != 0 || !complete || !votes.isEmpty();
  }
}
