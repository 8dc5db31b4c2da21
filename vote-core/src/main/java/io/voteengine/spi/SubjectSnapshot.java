package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.subject.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param listing whether the host has listed it
 * @param owner to whom it belongs; null: it is not recorded
 */
public record SubjectSnapshot(
    SubjectId subject,
    long up,
    long down,
    long version,
    boolean complete,
    List<VoteSnapshot> votes,
    Listing listing,
    @Nullable VoterId owner) {
  /** Keeps its own copy. */
  public SubjectSnapshot {
    votes = List.copyOf(votes);
  }

  /**
   * Creates a snapshot of a subject that the host has not listed, and that has no owner.
   *
   * @param subject the subject
   * @param up number of voters for it
   * @param down number of voters against it
   * @param version rises with each change of the subject
   * @param complete whether {@code votes} are all votes
   * @param votes votes on it, each of another voter
   */
  public SubjectSnapshot(
      SubjectId subject,
      long up,
      long down,
      long version,
      boolean complete,
      List<VoteSnapshot> votes) {
    this(subject, up, down, version, complete, votes, Listing.UNLISTED, null);
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
   * Returns a copy with all votes on the subject.
   *
   * @param all the votes
   * @return a complete snapshot
   */
  public SubjectSnapshot completeWith(List<VoteSnapshot> all) {
    return new SubjectSnapshot(subject, up, down, version, true, all, listing, owner);
  }

  /**
   * Returns a copy with another listing and owner.
   *
   * @param other whether the host has listed it
   * @param itsOwner to whom it belongs; null: it is not recorded
   * @return the snapshot
   */
  public SubjectSnapshot as(Listing other, @Nullable VoterId itsOwner) {
    return new SubjectSnapshot(subject, up, down, version, complete, votes, other, itsOwner);
  }

  /**
   * Returns whether the ledger knows the subject; a store need not keep one that the ledger does
   * not know.
   *
   * @return false where the host has recorded nothing, and there is no vote and never was a change
   */
  public boolean isRecorded() {
    return version != 0
        || up != 0
        || down != 0
        || !complete
        || !votes.isEmpty()
        || listing != Listing.UNLISTED
        || owner != null;
  }
}
