package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.Tally;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastCommand.Kind;
import io.voteengine.spi.CastReply;

/** One cast on a loaded subject by a known voter: checks everything first, then writes. */
record Cast(CastCommand vote, Subject subject, Voter voter) {

  CastReply reply(Journal journal, int backlog, PartitionClock clock) {
    if (vote.requestId().equals(voter.requestId)) {
      return new CastReply.Replayed(
          voter.seq, voter.previous, voter.choice, tally(journal), voter.castAt);
    }
    if (isSuperseded()) {
      return new CastReply.Superseded(voter.seq, voter.choice, tally(journal), voter.castAt);
    }
    Gcra limit = vote.kind() == Kind.RESENT ? null : subject.room.limit();
    long limiter = voter.limiter;
    if (limit != null) {
      limiter = limit.take(limiter, clock.steady());
      long tooEarlyBy = limit.tooEarlyBy(limiter, clock.steady());
      if (tooEarlyBy > 0) {
        return new CastReply.RateLimited(tooEarlyBy);
      }
    }
    Choice choice = vote.toggle() && vote.choice() == voter.choice ? Choice.NONE : vote.choice();
    if (choice == voter.choice && voter.firm && !bringsTime()) {
      keep(limiter);
      return new CastReply.Unchanged(voter.seq, choice, tally(journal), voter.castAt);
    }
    if (vote.kind() != Kind.RESENT && journal.size() >= backlog) {
      return CastReply.Refused.BACKLOG_FULL;
    }
    return write(choice, limiter, journal, clock);
  }

  private CastReply write(Choice choice, long limiter, Journal journal, PartitionClock clock) {
    long castAt =
        bringsTime() ? clock.given(vote.castAt()) : clock.next(Math.max(voter.castAt, vote.seen()));
    Choice previous = voter.choice;
    subject.change(previous, choice);
    subject.lastSeq = journal.append(vote, subject, previous, choice, castAt);
    voter.set(choice, castAt, !bringsTime(), vote.requestId(), subject.lastSeq);
    keep(limiter);
    return new CastReply.Accepted(subject.lastSeq, previous, choice, tally(journal), castAt);
  }

  /** With a time of its own a vote is ordered by that alone, retried or not. */
  private boolean isSuperseded() {
    return bringsTime()
        ? voter.supersedes(vote.castAt(), vote.requestId())
        : vote.kind() == Kind.RETRY && voter.castAt > vote.seen();
  }

  private boolean bringsTime() {
    return vote.castAt() != 0;
  }

  private void keep(long limiter) {
    voter.limiter = limiter;
    subject.keep(vote.voter(), voter);
  }

  private Tally tally(Journal journal) {
    return subject.tally(journal.epoch());
  }
}
