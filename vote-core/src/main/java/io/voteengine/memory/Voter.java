package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteSnapshot;
import org.jspecify.annotations.Nullable;

/** One voter's standing on one subject. Guarded by the partition's lock. */
final class Voter {
  Choice choice = Choice.NONE;
  Choice previous = Choice.NONE;
  long castAt;
  @Nullable RequestId requestId;

  /** Number of the event that the choice rests on; 0: the ledger has it. */
  long seq;

  /**
   * Whether the choice is of this epoch, and of a time that the store gave: only then is it newer
   * than every vote that an engine may send again.
   */
  boolean firm;

  /** See {@link Gcra}. */
  long limiter;

  static Voter loaded(VoteSnapshot vote) {
    Voter voter = new Voter();
    voter.choice = vote.choice();
    voter.previous = vote.choice();
    voter.castAt = vote.castAt();
    voter.requestId = vote.requestId();
    return voter;
  }

  void set(Choice choice, long castAt, boolean firm, RequestId requestId, long seq) {
    this.previous = this.choice;
    this.choice = choice;
    this.castAt = castAt;
    this.firm = firm;
    this.requestId = requestId;
    this.seq = seq;
  }

  /** Whether a vote of this time and request comes too late to change this choice. */
  boolean supersedes(long time, RequestId request) {
    if (time != castAt) {
      return time < castAt;
    }
    return requestId != null && request.compareTo(requestId) <= 0;
  }

  VoteSnapshot snapshot(SubjectId subject, VoterId id) {
    return new VoteSnapshot(subject, id, choice, castAt, requestId);
  }
}
