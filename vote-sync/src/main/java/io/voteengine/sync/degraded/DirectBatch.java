package io.voteengine.sync.degraded;

import static java.util.Comparator.comparingLong;

import io.voteengine.VoteLedgerException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.DeadlinePassedException;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.SharedLimit;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Casts votes of one partition in one transaction of the ledger: takes a permit for each, casts
 * them, gives back the permits that turned out not to be needed, and answers all of them.
 */
final class DirectBatch {
  private final int partition;
  private final VoteLedger ledger;
  private final PollLimits limits;
  private final List<WaitingVote> votes;
  private final List<Admitted> admitted = new ArrayList<>();

  /**
   * A vote that goes to the ledger.
   *
   * @param vote the vote itself, or, when it exceeds the limit, the question whether it was cast
   *     before
   * @param taken the limit of which it took a permit, or null
   * @param tooEarly microseconds until there is a permit; 0 when it has one or needs none
   */
  private record Admitted(
      WaitingVote entry, CastCommand vote, @Nullable SharedLimit taken, long tooEarly) {}

  /**
   * @param votes at most one of each voter on each subject
   */
  DirectBatch(int partition, VoteLedger ledger, PollLimits limits, List<WaitingVote> votes) {
    this.partition = partition;
    this.ledger = ledger;
    this.limits = limits;
    this.votes = votes;
  }

  /** Blocks until the ledger has answered. Every vote gets an answer, whatever fails. */
  void cast() {
    try {
      admit();
      commit();
    } catch (OutcomeUnknownException e) {
      fail(
          new VoteStoreException(
              "The store cannot be reached, and the ledger's answer was lost: whether the vote"
                  + " counts is not known.",
              e));
    } catch (VoteLedgerException e) {
      fail(
          new StoreUnavailableException(
              "Neither store nor ledger can be reached; the vote has not been cast.", e));
    } catch (RuntimeException | Error e) {
      // Whatever it is, nothing else would answer these votes.
      fail(new VoteStoreException("Casting in the ledger failed unexpectedly.", e));
    }
  }

  /** Picks the votes that have a permit, and those that need none if they were already cast. */
  private void admit() {
    try {
      for (WaitingVote entry : votes) {
        if (entry.deadline().passed()) {
          WaitingVote.fail(
              List.of(entry),
              new DeadlinePassedException(
                  "The deadline passed before the ledger could be asked; the vote has not been"
                      + " cast."));
        } else {
          admit(entry);
        }
      }
    } catch (RuntimeException | Error e) {
      admitted.forEach(this::giveBack);
      throw e;
    }
  }

  private void admit(WaitingVote entry) {
    CastCommand vote = entry.vote();
    Optional<SharedLimit> limit = limits.of(partition, vote);
    long tooEarly = limit.isPresent() ? limits.take(limit.get()) : 0;
    if (tooEarly == 0) {
      admitted.add(new Admitted(entry, vote, limit.orElse(null), 0));
    } else if (vote.fresh()) {
      entry.reply().complete(new CastReply.RateLimited(tooEarly));
    } else {
      admitted.add(new Admitted(entry, vote.as(CastCommand.Kind.PROBE), null, tooEarly));
    }
  }

  private void commit() {
    if (admitted.isEmpty()) {
      return;
    }
    List<CastReply> replies;
    try {
      replies =
          ledger.cast(partition, admitted.stream().map(Admitted::vote).toList(), lastDeadline());
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (VoteLedgerException e) {
      admitted.forEach(this::giveBack);
      throw e;
    }
    for (int i = 0; i < replies.size(); i++) {
      answer(admitted.get(i), replies.get(i));
    }
  }

  private Deadline lastDeadline() {
    return admitted.stream()
        .map(vote -> vote.entry().deadline())
        .max(comparingLong(Deadline::remainingNanos))
        .orElseThrow();
  }

  private void answer(Admitted vote, CastReply reply) {
    if (vote.tooEarly() > 0
        && reply instanceof CastReply.Declined declined
        && declined.reason() == CastReply.Refused.UNKNOWN_REQUEST) {
      CastReply.RateLimited tooEarly = new CastReply.RateLimited(vote.tooEarly());
      vote.entry().reply().complete(declined.because(tooEarly));
      return;
    }
    if (!(reply instanceof CastReply.Accepted || reply instanceof CastReply.Superseded)) {
      giveBack(vote);
    }
    vote.entry().reply().complete(reply);
  }

  private void giveBack(Admitted vote) {
    if (vote.taken() != null) {
      limits.giveBack(vote.taken());
    }
  }

  private void fail(VoteStoreException failure) {
    WaitingVote.fail(votes, failure);
  }
}
