package io.voteengine.sync.degraded;

import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A vote that waits to be cast in the ledger, and its answer. */
record WaitingVote(CastCommand vote, Deadline deadline, CompletableFuture<CastReply> reply) {
  VoteKey key() {
    return new VoteKey(vote.subject(), vote.voter());
  }

  /** Fails the votes that have no answer yet; the others keep theirs. */
  static void fail(List<WaitingVote> votes, VoteStoreException failure) {
    votes.forEach(vote -> vote.reply().completeExceptionally(failure));
  }
}
