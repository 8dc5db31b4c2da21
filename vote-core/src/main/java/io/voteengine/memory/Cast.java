package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.Tally;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.rules.CastState;
import io.voteengine.spi.rules.EarlierRequest;
import io.voteengine.spi.rules.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * One cast on a loaded subject by a known voter: what the partition knows of them, and how a vote
 * is written. Used once, under the partition's lock.
 */
final class Cast implements CastState {
  private final Deadline deadline;
  private final Subject subject;
  private final Voter voter;
  private final Journal journal;
  private final int backlog;
  private final PartitionClock clock;

  /** The request with the same id that the voter is remembered to have cast; null: none. */
  private final @Nullable PastRequest past;

  /** The voter's state of the rate limit after this cast. */
  private long limiter;

  Cast(
      CastCommand vote,
      Deadline deadline,
      Subject subject,
      Voter voter,
      Journal journal,
      int backlog,
      PartitionClock clock) {
    this.deadline = deadline;
    this.subject = subject;
    this.voter = voter;
    this.journal = journal;
    this.backlog = backlog;
    this.clock = clock;
    this.past = voter.request(vote.requestId());
    this.limiter = voter.limiter;
  }

  @Override
  public @Nullable Missing missing() {
    if (past != null) {
      return past.content() != 0 ? null : Missing.REQUEST;
    }
    if (!voter.isForgetful()) {
      return null;
    }
    return voter.isAheadOfLedger(journal.applied()) ? Missing.FLUSH : Missing.REQUEST;
  }

  @Override
  public @Nullable EarlierRequest earlier(CastCommand vote) {
    return past == null
        ? null
        : new EarlierRequest(
            past.content() == 0 || past.content() == vote.content(),
            past.superseded(),
            past.previous(),
            past.choice(),
            past.castAt());
  }

  @Override
  public boolean isExpired() {
    return deadline.passed();
  }

  @Override
  public CastReply.@Nullable Refused refuses(CastCommand vote) {
    return subject.room.refuses(vote, clock.reached());
  }

  @Override
  public long takePermit() {
    RateLimiter limit = subject.room.limit();
    if (limit == null) {
      return 0;
    }
    limiter = limit.take(limiter, clock.steady());
    return limit.tooEarlyBy(limiter, clock.steady());
  }

  @Override
  public boolean isFull() {
    return journal.size() >= backlog;
  }

  @Override
  public Choice choice() {
    return voter.choice;
  }

  @Override
  public long castAt() {
    return voter.castAt;
  }

  @Override
  public @Nullable RequestId requestId() {
    return voter.requestId;
  }

  @Override
  public long seq() {
    return voter.seq;
  }

  @Override
  public Tally tally() {
    return subject.tally(journal.epoch());
  }

  @Override
  public long nextTime(long seen) {
    return clock.next(seen);
  }

  @Override
  public CastReply write(CastCommand vote, Choice choice, long castAt) {
    Choice previous = voter.choice;
    subject.change(previous, choice);
    subject.lastSeq = journal.append(vote, subject, previous, choice, castAt);
    voter.set(choice, castAt, vote, subject.lastSeq);
    voter.limiter = limiter;
    subject.keep(vote.voter(), voter);
    return new CastReply.Accepted(subject.lastSeq, previous, choice, tally(), castAt);
  }

  @Override
  public CastReply writeOvertaken(CastCommand vote) {
    voter.pass(vote);
    subject.version++;
    subject.lastSeq = journal.append(vote, subject, voter.choice, vote.choice(), vote.castAt());
    voter.seq = subject.lastSeq;
    return new CastReply.Superseded(subject.lastSeq, voter.choice, tally(), voter.castAt);
  }

  @Override
  public void rememberOvertaken(CastCommand vote) {
    voter.supersede(vote);
  }
}
