package io.voteengine.jdbc.apply.direct;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.poll.HeldChoice;
import io.voteengine.poll.VoteBudget;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.rules.CastState;
import io.voteengine.spi.rules.EarlierRequest;
import io.voteengine.spi.rules.Holdings;
import io.voteengine.util.Micros;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows say about one vote, and how it is written. */
final class DirectState implements CastState {
  private final DirectVotes found;
  private final DirectEffect effect;
  private final long number;
  private final long movedNumber;
  private final PollSnapshot poll;
  private final SubjectId subject;
  private final VoteRow row;
  private final Holdings held;

  DirectState(
      DirectVotes found,
      DirectEffect effect,
      CastCommand vote,
      long number,
      long movedNumber,
      PollSnapshot poll) {
    this.found = found;
    this.effect = effect;
    this.number = number;
    this.movedNumber = movedNumber;
    this.poll = poll;
    this.subject = vote.subject();
    this.row = effect.row(DirectVotes.key(vote));
    this.held = effect.held(DirectVotes.voter(vote));
  }

  /** The ledger has all requests. */
  @Override
  public CastReply.@Nullable Missing missing() {
    return null;
  }

  @Override
  public @Nullable EarlierRequest earlier(CastCommand vote) {
    HistoryEntry entry = found.earlier(vote);
    if (entry != null) {
      return new EarlierRequest(
          vote.kind() == CastCommand.Kind.RESENT || vote.isRequestOf(entry),
          false,
          entry.previous(),
          entry.choice(),
          Micros.of(entry.castAt()));
    }
    // The row may outlive the log's entry.
    return vote.requestId().equals(row.requestId())
        ? new EarlierRequest(true, false, row.choice(), row.choice(), row.castAt())
        : null;
  }

  /** The caller has judged that before the transaction began. */
  @Override
  public boolean isExpired() {
    return false;
  }

  @Override
  public CastReply.@Nullable Refused refuses(CastCommand vote) {
    return poll.refuses(vote, Math.max(found.now, vote.seen()));
  }

  @Override
  public CastReply.@Nullable Refused refusesSubject() {
    return poll.refuses(found.tally(subject).listing());
  }

  /** The node that casts in the ledger applies its own limits. */
  @Override
  public long takePermit() {
    return 0;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public Choice choice() {
    return row.choice();
  }

  @Override
  public long castAt() {
    return row.castAt();
  }

  @Override
  public @Nullable RequestId requestId() {
    return row.requestId();
  }

  @Override
  public long seq() {
    return 0;
  }

  @Override
  public @Nullable VoteBudget budget() {
    return poll.poll().budget();
  }

  @Override
  public Holdings held() {
    return held;
  }

  /** The rows of all that the voter holds were read. */
  @Override
  public CastReply.@Nullable Missing missing(SubjectId other) {
    return null;
  }

  @Override
  public @Nullable VoterId owner() {
    return found.tally(subject).owner();
  }

  @Override
  public Tally tally() {
    return effect.tally(subject);
  }

  @Override
  public long nextTime(long seen) {
    return Math.max(found.now, seen + 1);
  }

  @Override
  public CastReply write(CastCommand vote, Choice choice, long castAt, @Nullable SubjectId moved) {
    if (moved != null && !effect.isRefused(number)) {
      takeBack(vote, moved, castAt);
    }
    String reason = effect.take(vote, subject, number, row.choice(), choice, choice, castAt);
    if (reason != null) {
      return new CastReply.Quarantined(reason);
    }
    held.set(subject, choice, castAt);
    effect.wrote(DirectVotes.key(vote), new VoteRow(choice, castAt, vote.requestId(), true));
    return new CastReply.Accepted(
        0, row.choice(), choice, tally(), castAt, choices(), moved, owner());
  }

  private void takeBack(CastCommand vote, SubjectId moved, long castAt) {
    VoteKey key = new VoteKey(moved, vote.voter());
    String unused =
        effect.take(
            vote, moved, movedNumber, effect.row(key).choice(), Choice.NONE, Choice.NONE, castAt);
    effect.wrote(key, new VoteRow(Choice.NONE, castAt, vote.requestId(), true));
    held.set(moved, Choice.NONE, castAt);
  }

  private List<HeldChoice> choices() {
    return budget() == null ? List.of() : held.choices();
  }

  @Override
  public CastReply writeOvertaken(CastCommand vote) {
    Choice stays = row.choice();
    String reason = effect.take(vote, subject, number, stays, stays, vote.choice(), vote.castAt());
    return reason != null
        ? new CastReply.Quarantined(reason)
        : new CastReply.Superseded(0, stays, tally(), row.castAt(), choices());
  }

  /** The audit log has the requests that were accepted, and no others. */
  @Override
  public void rememberOvertaken(CastCommand vote) {}
}
