package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.rules.RateLimiter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One voter's choice and past requests on one subject. Guarded by the partition's lock. */
final class Voter {
  /** How many requests before the last one are remembered. */
  private static final int REMEMBERED = 8;

  Choice choice = Choice.NONE;
  Choice previous = Choice.NONE;
  long castAt;
  @Nullable RequestId requestId;

  /** Number of the event that set the choice; 0: the ledger has it. */
  long seq;

  /** See {@link RateLimiter}. */
  long limiter;

  private int content;

  /** The requests before the last one, the newest first; null: none. */
  private @Nullable Deque<PastRequest> past;

  /**
   * Whether the voter was loaded from the ledger with a vote: the ledger has the earlier requests.
   */
  private boolean fromLedger;

  /** Whether some requests of this epoch are no longer remembered. */
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

  void set(Choice next, long nextCastAt, RequestId request, int nextContent, long nextSeq) {
    RequestId last = requestId;
    if (last != null) {
      remember(new PastRequest(last, content, previous, choice, castAt, false));
    }
    previous = choice;
    choice = next;
    castAt = nextCastAt;
    requestId = request;
    content = nextContent;
    seq = nextSeq;
  }

  /** Remembers that this request was answered as superseded. */
  void supersede(CastCommand vote) {
    remember(PastRequest.superseded(vote.requestId(), vote.content()));
  }

  /** Remembers a request that was cast before the voter's last one and arrived after it. */
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

  /** Returns the request with this id, if it is remembered. */
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

  /** Returns whether there may have been requests that are not remembered here. */
  boolean isForgetful() {
    return fromLedger || overflowed;
  }

  /** Returns whether the ledger, at this watermark, may lack some of those requests. */
  boolean isAheadOfLedger(long applied) {
    return overflowed && seq > applied;
  }

  VoteSnapshot snapshot(SubjectId subject, VoterId id) {
    return new VoteSnapshot(subject, id, choice, castAt, requestId);
  }
}
