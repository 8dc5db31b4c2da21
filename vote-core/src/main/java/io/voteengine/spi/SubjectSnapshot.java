package io.voteengine.spi;

import io.voteengine.SubjectId;
import java.util.List;

/**
 * A subject's tally as the ledger has it.
 *
 * @param subject which
 * @param up its count
 * @param down its count
 * @param version rises with each change of the subject
 * @param complete whether {@code votes} are all that the ledger has on it, retracted ones too: then
 *     a voter that the store does not know has not voted
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
   * A snapshot without votes.
   *
   * @param subject the subject
   * @param up its count
   * @param down its count
   * @param version rises with each change of the subject
   * @param complete whether nobody has voted on it
   */
  public SubjectSnapshot(SubjectId subject, long up, long down, long version, boolean complete) {
    this(subject, up, down, version, complete, List.of());
  }

  /**
   * Whether the ledger knows it: a subject that it has never seen is not worth keeping.
   *
   * @return false where there is no vote, and there never was a change
   */
  public boolean isRecorded() {
    return version != 0 || up != 0 || down != 0 || !complete || !votes.isEmpty();
  }
}
