package io.voteengine.memory;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.poll.VoteBudget;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.rules.CastState;
import io.voteengine.spi.rules.EarlierRequest;
import io.voteengine.spi.rules.Holdings;
import io.voteengine.spi.rules.RateLimiter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cast on a loaded subject by a known voter: what the partition knows of them, and how a vote
 * is written. Used once, under the partition's lock.
 */
final class Cast implements CastState {
  private static final Holdings NOTHING = new Holdings();

  private final VoterId voterId;
  private final WorkingSet set;
  private final Deadline deadline;
  private final Subject subject;
  private final Voter voter;
  private final Journal journal;
  private final int backlog;
  private final PartitionClock clock;

  /** The request with the same id that the voter is remembered to have cast; null: none. */
  private final @Nullable PastRequest past;

  /** What the voter holds in a ballot poll. */
  private final Holdings held;

  /** The voter's state of the rate limit after this cast. */
  private long limiter;

  Cast(
      CastCommand vote,
      Deadline deadline,
      Subject subject,
      Voter voter,
      @Nullable Holdings held,
      WorkingSet set,
      Journal journal,
      int backlog,
      PartitionClock clock) {
    this.voterId = vote.voter();
    this.set = set;
    this.held = held == null ? NOTHING : held;
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
  public CastReply.@Nullable Refused refusesSubject() {
    return subject.room.refuses(subject.listing);
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
  public @Nullable VoteBudget budget() {
    return subject.room.budget();
  }

  @Override
  public Holdings held() {
    return held;
  }

  @Override
  public @Nullable Missing missing(SubjectId other) {
    Subject loaded = set.use(other, clock.steady());
    if (loaded == null) {
      return Missing.SUBJECT;
    }
    return loaded.voter(voterId) == null ? Missing.VOTER : null;
  }

  @Override
  public @Nullable VoterId owner() {
    return subject.owner;
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
  public CastReply write(CastCommand vote, Choice choice, long castAt, @Nullable SubjectId moved) {
    if (moved != null) {
      takeBack(vote, moved, castAt);
    }
    Choice previous = voter.choice;
    subject.change(previous, choice);
    subject.lastSeq = journal.append(vote, subject, previous, choice, castAt);
    voter.set(choice, castAt, vote.requestId(), vote.content(), subject.lastSeq);
    voter.limiter = limiter;
    subject.keep(vote.voter(), voter);
    if (budget() == null) {
      return new CastReply.Accepted(
          subject.lastSeq, previous, choice, tally(), castAt, List.of(), null, subject.owner);
    }
    hold(subject, choice, castAt);
    return new CastReply.Accepted(
        subject.lastSeq, previous, choice, tally(), castAt, held.choices(), moved, subject.owner);
  }

  /** Takes back the choice that makes room for a vote. */
  private void takeBack(CastCommand vote, SubjectId moved, long castAt) {
    Subject other = Objects.requireNonNull(set.use(moved, clock.steady()));
    Voter there = Objects.requireNonNull(other.voter(voterId));
    Choice previous = there.choice;
    other.change(previous, Choice.NONE);
    other.lastSeq = journal.append(vote, other, previous, Choice.NONE, castAt);
    there.set(Choice.NONE, castAt, vote.requestId(), CastCommand.MOVED, other.lastSeq);
    other.keep(voterId, there);
    hold(other, Choice.NONE, castAt);
  }

  private void hold(Subject on, Choice choice, long castAt) {
    held.set(on.id, choice, castAt);
    on.room.ballotsChanged(on.lastSeq);
  }

  @Override
  public CastReply writeOvertaken(CastCommand vote) {
    voter.pass(vote);
    subject.version++;
    subject.lastSeq = journal.append(vote, subject, voter.choice, vote.choice(), vote.castAt());
    voter.seq = subject.lastSeq;
    if (budget() != null) {
      subject.room.ballotsChanged(subject.lastSeq);
    }
    return new CastReply.Superseded(
        subject.lastSeq, voter.choice, tally(), voter.castAt, held.choices());
  }

  @Override
  public void rememberOvertaken(CastCommand vote) {
    voter.supersede(vote);
  }
}
