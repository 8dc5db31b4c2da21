package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.Tally;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.rules.RateLimiter;
import org.jspecify.annotations.Nullable;

/** One cast on a loaded subject by a known voter: checks everything first, then writes. */
record Cast(CastCommand vote, Deadline deadline, Subject subject, Voter voter) {

  CastReply reply(Journal journal, int backlog, PartitionClock clock) {
    CastReply known = known(journal);
    if (known != null) {
      return known;
    }
    if (vote.kind() == Kind.PROBE) {
      return declined(Refused.UNKNOWN_REQUEST, journal);
    }
    if (deadline.passed()) {
      return Refused.EXPIRED;
    }
    Refused refusal = subject.room.refuses(vote, clock.reached());
    if (refusal != null) {
      return declined(refusal, journal);
    }
    if (isSuperseded()) {
      return superseded(journal);
    }
    RateLimiter limit = vote.kind() == Kind.RESENT ? null : subject.room.limit();
    long limiter = voter.limiter;
    if (limit != null) {
      limiter = limit.take(limiter, clock.steady());
      long tooEarlyBy = limit.tooEarlyBy(limiter, clock.steady());
      if (tooEarlyBy > 0) {
        return declined(new CastReply.RateLimited(tooEarlyBy), journal);
      }
    }
    if (vote.kind() != Kind.RESENT && journal.size() >= backlog) {
      return declined(Refused.BACKLOG_FULL, journal);
    }
    return write(limiter, journal, clock);
  }

  private CastReply declined(CastReply.Refusal reason, Journal journal) {
    return new CastReply.Declined(reason, voter.choice, tally(journal));
  }

  /** Returns the answer to a request that was, or may have been, cast before; null: it is new. */
  private @Nullable CastReply known(Journal journal) {
    PastRequest request = voter.request(vote.requestId());
    boolean certain = request == null ? !voter.isForgetful() : request.content() != 0;
    if (!certain && !vote.fresh()) {
      boolean ahead = request == null && voter.isAheadOfLedger(journal.applied());
      return new CastReply.NotLoaded(ahead ? Missing.FLUSH : Missing.REQUEST);
    }
    if (request == null) {
      return null;
    }
    if (request.content() != 0 && request.content() != vote.content()) {
      return new CastReply.Reused(voter.choice, tally(journal));
    }
    return request.superseded()
        ? new CastReply.Superseded(voter.seq, voter.choice, tally(journal), voter.castAt)
        : new CastReply.Replayed(
            voter.seq, request.previous(), request.choice(), tally(journal), request.castAt());
  }

  private CastReply superseded(Journal journal) {
    if (vote.kind() == Kind.RESENT) {
      voter.pass(vote);
      subject.version++;
      subject.lastSeq = journal.append(vote, subject, voter.choice, vote.choice(), vote.castAt());
      voter.seq = subject.lastSeq;
      return new CastReply.Superseded(subject.lastSeq, voter.choice, tally(journal), voter.castAt);
    }
    if (!bringsTime()) {
      voter.supersede(vote);
    }
    return new CastReply.Superseded(voter.seq, voter.choice, tally(journal), voter.castAt);
  }

  private CastReply write(long limiter, Journal journal, PartitionClock clock) {
    Choice previous = voter.choice;
    Choice choice = vote.toggle() && vote.choice() == previous ? Choice.NONE : vote.choice();
    // The own time of the voter's last vote can raise this time, but no other voter's.
    long castAt =
        bringsTime() ? vote.castAt() : Math.max(clock.next(vote.seen()), voter.castAt + 1);
    subject.change(previous, choice);
    subject.lastSeq = journal.append(vote, subject, previous, choice, castAt);
    voter.set(choice, castAt, vote, subject.lastSeq);
    voter.limiter = limiter;
    subject.keep(vote.voter(), voter);
    return new CastReply.Accepted(subject.lastSeq, previous, choice, tally(journal), castAt);
  }

  /** A vote with a time of its own is ordered by that time alone, whether it is a retry or not. */
  private boolean isSuperseded() {
    return bringsTime()
        ? voter.supersedes(vote.castAt(), vote.requestId())
        : vote.kind() == Kind.RETRY && voter.castAt > vote.seen();
  }

  private boolean bringsTime() {
    return vote.castAt() != 0;
  }

  private Tally tally(Journal journal) {
    return subject.tally(journal.epoch());
  }
}
