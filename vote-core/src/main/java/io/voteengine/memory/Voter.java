package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One voter's standing on one subject. Guarded by the partition's lock. */
final class Voter {
  /** How many requests before the last one are remembered. */
  private static final int REMEMBERED = 8;

  Choice choice = Choice.NONE;
  Choice previous = Choice.NONE;
  long castAt;
  @Nullable RequestId requestId;

  /** Number of the event that the choice rests on; 0: the ledger has it. */
  long seq;

  /** See {@link Gcra}. */
  long limiter;

  private int content;

  /** The requests before the last one, the newest first; null: none. */
  private @Nullable Deque<PastRequest> past;

  /** Whether the voter came from the ledger with a vote: it has the requests of before. */
  private boolean fromLedger;

  /** Whether requests of this epoch are not remembered any more. */
  private boolean overflowed;

  static Voter loaded(VoteSnapshot vote) {
    Voter voter = new Voter();
    voter.choice = vote.choice();
    voter.previous = vote.choice();
    voter.castAt = vote.castAt();
    voter.requestId = vote.requestId();
    voter.fromLedger = vote.castAt() > 0;
    return voter;
  }

  void set(Choice next, long nextCastAt, CastCommand vote, long nextSeq) {
    RequestId last = requestId;
    if (last != null) {
      remember(new PastRequest(last, content, previous, choice, castAt, false));
    }
    previous = choice;
    choice = next;
    castAt = nextCastAt;
    requestId = vote.requestId();
    content = vote.content();
    seq = nextSeq;
  }

  /** Remembers that this request was answered as superseded. */
  void supersede(CastCommand vote) {
    remember(PastRequest.superseded(vote.requestId(), vote.content()));
  }

  /** Remembers a request that was cast before the voter's last, and comes after it. */
  void pass(CastCommand vote) {
    remember(
        new PastRequest(
            vote.requestId(), vote.content(), choice, vote.choice(), vote.castAt(), false));
  }

  private void remember(PastRequest request) {
    if (past == null) {
      past = new ArrayDeque<>(1);
    }
    past.addFirst(request);
    if (past.size() > REMEMBERED) {
      past.removeLast();
      overflowed = true;
    }
  }

  /** The request of this id, if it is remembered. */
  @Nullable PastRequest request(RequestId id) {
    if (id.equals(requestId)) {
      return new PastRequest(id, content, previous, choice, castAt, false);
    }
    if (past != null) {
      for (PastRequest request : past) {
        if (request.id().equals(id)) {
          return request;
        }
      }
    }
    return null;
  }

  /** Whether there may have been requests that are not remembered here. */
  boolean isForgetful() {
    return fromLedger || overflowed;
  }

  /** Whether the ledger may lack some of those, up to this watermark. */
  boolean isAheadOfLedger(long applied) {
    return overflowed && seq > applied;
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
