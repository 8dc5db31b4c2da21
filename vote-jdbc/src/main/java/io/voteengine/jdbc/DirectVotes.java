package io.voteengine.jdbc;

import static java.util.stream.Collectors.toMap;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.event.VoteEvent;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Casts votes in the ledger while the store cannot be reached: what a store does with its own
 * counts, with the rows of one partition, which is locked.
 */
final class DirectVotes {
  private final long epoch;
  private final long firstNumber;
  private final long now;
  private final Map<String, Optional<PollSnapshot>> polls;
  private final Map<VoteKey, VoteRow> rows;
  private final Map<SubjectId, SubjectSnapshot> tallies;

  private DirectVotes(Transaction tx, int partition, List<CastCommand> votes) throws SQLException {
    firstNumber = PartitionTable.number(tx.handle(), partition, votes.size());
    epoch = PartitionTable.position(tx.handle(), partition).term().epoch();
    now = Values.now(tx);
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
  }

  private static VoteKey key(CastCommand vote) {
    return new VoteKey(vote.subject(), vote.voter());
  }

  static List<CastReply> cast(
      Transaction tx, EventWriter way, int partition, List<CastCommand> votes) throws SQLException {
    if (votes.stream().map(DirectVotes::key).distinct().count() < votes.size()) {
      throw new IllegalArgumentException("two votes of one voter on one subject in a call");
    }
    DirectVotes found = new DirectVotes(tx, partition, votes);
    Round round = found.new Round(Map.of());
    List<CastReply> replies = round.replies(votes);
    Map<Long, String> refused = VoteWriter.write(tx, way, partition, round.events).quarantined();
    return refused.isEmpty() ? replies : found.new Round(refused).replies(votes);
  }

  /** Takes the votes one after the other, as the rows were found; a pure function of them. */
  private final class Round {
    final List<VoteEvent> events = new ArrayList<>();
    private final Map<SubjectId, TallyChange> changes = new HashMap<>();
    private final Map<Long, String> refused;

    /**
     * @param refused numbers of votes that the database refuses, each with the reason
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
      CastReply refusal = poll.get().refuses(vote, Math.max(now, vote.seen()));
      if (refusal != null) {
        return refusal;
      }
      VoteRow row = rows.getOrDefault(key(vote), VoteRow.NONE);
      if (vote.requestId().equals(row.requestId())) {
        return new CastReply.Replayed(
            0, row.choice(), row.choice(), tally(vote.subject()), row.castAt());
      }
      if (isSuperseded(vote, row)) {
        return new CastReply.Superseded(0, row.choice(), tally(vote.subject()), row.castAt());
      }
      return write(vote, row, number);
    }

    private CastReply write(CastCommand vote, VoteRow row, long number) {
      Choice choice = vote.toggle() && vote.choice() == row.choice() ? Choice.NONE : vote.choice();
      long castAt =
          vote.castAt() != 0
              ? vote.castAt()
              : Math.max(now, Math.max(row.castAt(), vote.seen()) + 1);
      String reason = refused.get(number);
      TallyChange change = changes.getOrDefault(vote.subject(), TallyChange.LEAP);
      changes.put(
          vote.subject(),
          reason == null ? change.and(row.choice(), choice, castAt) : change.andRefused());
      if (reason != null) {
        return new CastReply.Quarantined(reason);
      }
      Tally tally = tally(vote.subject());
      events.add(event(vote, number, row.choice(), choice, castAt, tally));
      return new CastReply.Accepted(0, row.choice(), choice, tally, castAt);
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
