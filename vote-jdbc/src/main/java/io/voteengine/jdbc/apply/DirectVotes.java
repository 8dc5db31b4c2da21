package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Casts votes in the ledger while the store cannot be reached. Does what a store does, with the
 * rows of one partition, which it locks.
 */
public final class DirectVotes {
  private final long epoch;
  private final long firstNumber;
  private final long now;
  private final Map<String, Optional<PollSnapshot>> polls;
  private final Map<VoteKey, VoteRow> rows;
  private final Map<SubjectId, SubjectSnapshot> tallies;

  /** Requests that were done before, from the audit log. */
  private final Map<Name, HistoryEntry> done;

  /** A request id belongs to a voter and a subject. */
  private record Name(VoteKey key, RequestId request) {}

  private DirectVotes(Transaction tx, int partition, List<CastCommand> votes) throws SQLException {
    firstNumber = PartitionTable.number(tx.handle(), partition, votes.size());
    epoch = PartitionTable.position(tx.handle(), partition).term().epoch();
    now = ColumnValues.now(tx);
    polls =
        votes.stream()
            .map(vote -> vote.subject().poll())
            .distinct()
            .collect(toMap(poll -> poll, poll -> PollTable.find(tx.handle(), poll)));
    BulkStatements bulk = new BulkStatements(tx, partition);
    rows = bulk.readVotes(votes.stream().map(DirectVotes::key).sorted().toList());
    List<SubjectId> subjects =
        votes.stream().map(CastCommand::subject).distinct().sorted().toList();
    tallies = bulk.readSubjects(subjects).stream().collect(toMap(SubjectSnapshot::subject, s -> s));
    List<RequestId> unsure =
        votes.stream().filter(DirectVotes::mayBeKnown).map(CastCommand::requestId).toList();
    done =
        AuditLogTable.of(tx, partition, unsure).stream()
            .collect(
                toMap(
                    entry ->
                        new Name(new VoteKey(entry.subject(), entry.voter()), entry.requestId()),
                    entry -> entry,
                    (one, other) -> one));
  }

  private static boolean mayBeKnown(CastCommand vote) {
    return !vote.fresh() || vote.kind() != CastCommand.Kind.FIRST;
  }

  private static VoteKey key(CastCommand vote) {
    return new VoteKey(vote.subject(), vote.voter());
  }

  public static List<CastReply> cast(
      Transaction tx, EventWriter way, int partition, List<CastCommand> votes) throws SQLException {
    if (votes.stream().map(DirectVotes::key).distinct().count() < votes.size()) {
      throw new IllegalArgumentException("two votes of one voter on one subject in a call");
    }
    DirectVotes found = new DirectVotes(tx, partition, votes);
    Round round = found.new Round(Map.of());
    List<CastReply> replies = round.replies(votes);
    Map<Long, String> refused = LedgerWrites.write(tx, way, partition, round.events).quarantined();
    return refused.isEmpty() ? replies : found.new Round(refused).replies(votes);
  }

  /** Applies the votes one after the other to the rows that were found; a pure function of both. */
  private final class Round {
    final List<VoteEvent> events = new ArrayList<>();
    private final Map<SubjectId, TallyChange> changes = new HashMap<>();
    private final Map<Long, String> refused;

    /**
     * @param refused the numbers of votes that the database refuses, each with the reason
     */
    Round(Map<Long, String> refused) {
      this.refused = refused;
    }

    List<CastReply> replies(List<CastCommand> votes) {
      List<CastReply> replies = new ArrayList<>();
      for (int i = 0; i < votes.size(); i++) {
        replies.add(reply(votes.get(i), firstNumber - i));
      }
      return replies;
    }

    private CastReply reply(CastCommand vote, long number) {
      Optional<PollSnapshot> poll = polls.getOrDefault(vote.subject().poll(), Optional.empty());
      if (poll.isEmpty()) {
        return CastReply.Refused.POLL_NOT_OPEN;
      }
      VoteRow row = rows.getOrDefault(key(vote), VoteRow.NONE);
      CastReply known = known(vote, row);
      if (known != null) {
        return known;
      }
      if (vote.kind() == CastCommand.Kind.PROBE) {
        return declined(CastReply.Refused.UNKNOWN_REQUEST, vote, row);
      }
      CastReply.Refused refusal = poll.get().refuses(vote, Math.max(now, vote.seen()));
      if (refusal != null) {
        return declined(refusal, vote, row);
      }
      return isSuperseded(vote, row) ? superseded(vote, row, number) : write(vote, row, number);
    }

    private CastReply declined(CastReply.Refusal reason, CastCommand vote, VoteRow row) {
      return new CastReply.Declined(reason, row.choice(), tally(vote.subject()));
    }

    /** Returns the answer to a request that was done before; null when it is new. */
    private @Nullable CastReply known(CastCommand vote, VoteRow row) {
      HistoryEntry entry = done.get(new Name(key(vote), vote.requestId()));
      if (entry != null) {
        return vote.kind() == CastCommand.Kind.RESENT || vote.isRequestOf(entry)
            ? new CastReply.Replayed(
                0,
                entry.previous(),
                entry.choice(),
                tally(vote.subject()),
                Micros.of(entry.castAt()))
            : new CastReply.Reused(row.choice(), tally(vote.subject()));
      }
      // The row may outlive the log's entry.
      return vote.requestId().equals(row.requestId())
          ? new CastReply.Replayed(
              0, row.choice(), row.choice(), tally(vote.subject()), row.castAt())
          : null;
    }

    /** A superseded vote that was accepted once is still written, for the audit log. */
    private CastReply superseded(CastCommand vote, VoteRow row, long number) {
      if (vote.kind() == CastCommand.Kind.RESENT) {
        Choice stays = row.choice();
        String reason = take(vote, number, stays, stays, vote.choice(), vote.castAt());
        if (reason != null) {
          return new CastReply.Quarantined(reason);
        }
      }
      return new CastReply.Superseded(0, row.choice(), tally(vote.subject()), row.castAt());
    }

    private CastReply write(CastCommand vote, VoteRow row, long number) {
      Choice choice = vote.toggle() && vote.choice() == row.choice() ? Choice.NONE : vote.choice();
      long castAt =
          vote.castAt() != 0
              ? vote.castAt()
              : Math.max(now, Math.max(row.castAt(), vote.seen()) + 1);
      String reason = take(vote, number, row.choice(), choice, choice, castAt);
      return reason != null
          ? new CastReply.Quarantined(reason)
          : new CastReply.Accepted(0, row.choice(), choice, tally(vote.subject()), castAt);
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
      SubjectSnapshot before = Objects.requireNonNull(tallies.get(subject));
      TallyChange change = changes.getOrDefault(subject, TallyChange.NONE);
      return new Tally(
          before.up() + change.up(),
          before.down() + change.down(),
          epoch,
          before.version() + change.version());
    }
  }

  private static boolean isSuperseded(CastCommand vote, VoteRow row) {
    return vote.castAt() != 0
        ? !row.yieldsTo(vote.castAt(), vote.requestId())
        : vote.kind() == CastCommand.Kind.RETRY && row.castAt() > vote.seen();
  }

  private VoteEvent event(
      CastCommand vote, long number, Choice previous, Choice choice, long castAt, Tally tally) {
    return new VoteEvent(
        epoch,
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
