package io.voteengine.jdbc.apply;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.spi.rules.CastRules;
import io.voteengine.spi.rules.CastState;
import io.voteengine.spi.rules.EarlierRequest;
import io.voteengine.util.Micros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the votes one after the other to the rows that were found; a pure function of both. */
final class DirectRound {
  private final DirectVotes found;
  private final List<VoteEvent> events = new ArrayList<>();
  private final Map<SubjectId, TallyChange> changes = new HashMap<>();
  private final Map<Long, String> refused;

  /**
   * @param refused the numbers of votes that the database refuses, each with the reason
   */
  DirectRound(DirectVotes found, Map<Long, String> refused) {
    this.found = found;
    this.refused = refused;
  }

  /** Returns the events of the votes that were accepted, once {@link #replies} has been called. */
  List<VoteEvent> events() {
    return events;
  }

  List<CastReply> replies(List<CastCommand> votes) {
    List<CastReply> replies = new ArrayList<>();
    for (int i = 0; i < votes.size(); i++) {
      replies.add(reply(votes.get(i), found.firstNumber - i));
    }
    return replies;
  }

  private CastReply reply(CastCommand vote, long number) {
    Optional<PollSnapshot> poll = found.polls.getOrDefault(vote.subject().poll(), Optional.empty());
    return poll.isEmpty()
        ? CastReply.Refused.POLL_NOT_OPEN
        : CastRules.cast(vote, new State(vote, number, poll.get()));
  }

  /** What the rows say about one vote, and how it is written. */
  private final class State implements CastState {
    private final long number;
    private final PollSnapshot poll;
    private final SubjectId subject;
    private final VoteRow row;

    State(CastCommand vote, long number, PollSnapshot poll) {
      this.number = number;
      this.poll = poll;
      this.subject = vote.subject();
      this.row = found.rows.getOrDefault(DirectVotes.key(vote), VoteRow.NONE);
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
    public Tally tally() {
      return DirectRound.this.tally(subject);
    }

    @Override
    public long nextTime(long seen) {
      return Math.max(found.now, seen + 1);
    }

    @Override
    public CastReply write(CastCommand vote, Choice choice, long castAt) {
      String reason = take(vote, number, row.choice(), choice, choice, castAt);
      return reason != null
          ? new CastReply.Quarantined(reason)
          : new CastReply.Accepted(0, row.choice(), choice, tally(), castAt);
    }

    @Override
    public CastReply writeOvertaken(CastCommand vote) {
      Choice stays = row.choice();
      String reason = take(vote, number, stays, stays, vote.choice(), vote.castAt());
      return reason != null
          ? new CastReply.Quarantined(reason)
          : new CastReply.Superseded(0, stays, tally(), row.castAt());
    }

    /** The audit log has the requests that were accepted, and no others. */
    @Override
    public void rememberOvertaken(CastCommand vote) {}
  }

  /**
   * Makes an event of a vote.
   *
   * @param before the voter's choice before it
   * @param after the voter's choice after it
   * @param choice what the vote itself says
   * @return why the database refuses it; null when it does not
   */
  private @Nullable String take(
      CastCommand vote, long number, Choice before, Choice after, Choice choice, long castAt) {
    String reason = refused.get(number);
    TallyChange change = changes.getOrDefault(vote.subject(), TallyChange.LEAP);
    changes.put(
        vote.subject(), reason == null ? change.and(before, after, castAt) : change.andRefused());
    if (reason == null) {
      events.add(event(vote, number, before, choice, castAt, tally(vote.subject())));
    }
    return reason;
  }

  private Tally tally(SubjectId subject) {
    SubjectSnapshot before = Objects.requireNonNull(found.tallies.get(subject));
    TallyChange change = changes.getOrDefault(subject, TallyChange.NONE);
    return new Tally(
        before.up() + change.up(),
        before.down() + change.down(),
        found.epoch,
        before.version() + change.version());
  }

  private VoteEvent event(
      CastCommand vote, long number, Choice previous, Choice choice, long castAt, Tally tally) {
    return new VoteEvent(
        found.epoch,
        number,
        0,
        vote.subject(),
        vote.voter(),
        previous,
        choice,
        castAt,
        vote.requestId(),
        vote.variant(),
        tally.up(),
        tally.down(),
        tally.version());
  }
}
