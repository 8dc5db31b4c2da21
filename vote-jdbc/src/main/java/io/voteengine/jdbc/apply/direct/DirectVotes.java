package io.voteengine.jdbc.apply.direct;

import static java.util.stream.Collectors.toMap;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.EventWriter;
import io.voteengine.jdbc.apply.HeldReads;
import io.voteengine.jdbc.apply.LedgerWrites;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.apply.log.EntriesByRequest;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.rules.CastRules;
import io.voteengine.spi.rules.Holdings;
import io.voteengine.spi.rules.SubjectPlaces;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Casts votes in the ledger while the store cannot be reached. Does what a store does, by the same
 * {@link CastRules}, with the rows of one partition, which it locks. This class reads the rows;
 * {@link DirectRound} applies the votes to them.
 */
public final class DirectVotes {
  final long epoch;
  final long firstNumber;
  final long now;
  final Map<String, Optional<PollSnapshot>> polls;
  final Map<VoteKey, VoteRow> rows;
  private final Map<SubjectId, SubjectSnapshot> tallies;

  /** What the voters of ballot polls hold. */
  final Map<VoterInPoll, Holdings> held;

  /** Requests that were done before, from the audit log. */
  private final Map<Name, HistoryEntry> done;

  /** A request id belongs to a voter and a subject. */
  private record Name(VoteKey key, RequestId request) {}

  private DirectVotes(Transaction tx, int partition, int partitions, List<CastCommand> votes)
      throws SQLException {
    // In a ballot poll a vote may take back another one, with a number of its own.
    firstNumber = PartitionLock.number(tx.handle(), partition, 2 * votes.size());
    epoch = PartitionTable.position(tx.handle(), partition).term().epoch();
    now = ColumnValues.now(tx);
    polls =
        votes.stream()
            .map(vote -> vote.subject().poll())
            .distinct()
            .collect(toMap(poll -> poll, poll -> find(tx, poll, partition, partitions)));
    held = held(tx, votes);
    List<VoteKey> keys = new ArrayList<>(votes.stream().map(DirectVotes::key).toList());
    held.forEach(
        (voter, holdings) ->
            holdings.subjects().forEach(on -> keys.add(new VoteKey(on, voter.voter()))));
    BulkReads bulk = new BulkReads(tx, partition);
    rows = bulk.readVotes(keys.stream().distinct().sorted().toList());
    List<SubjectId> subjects = keys.stream().map(VoteKey::subject).distinct().sorted().toList();
    tallies = bulk.readSubjects(subjects).stream().collect(toMap(SubjectSnapshot::subject, s -> s));
    List<RequestId> unsure =
        votes.stream().filter(DirectVotes::mayBeKnown).map(CastCommand::requestId).toList();
    done =
        EntriesByRequest.read(tx, unsure).stream()
            .collect(
                toMap(
                    entry ->
                        new Name(new VoteKey(entry.subject(), entry.voter()), entry.requestId()),
                    entry -> entry,
                    (one, other) -> one));
  }

  /** A ballot poll that was defined a moment ago may have all its votes in another partition. */
  private static Optional<PollSnapshot> find(
      Transaction tx, String poll, int partition, int partitions) {
    return PollTable.findForCasts(tx.handle(), poll)
        .filter(found -> SubjectPlaces.mayHave(found.poll(), partition, partitions));
  }

  private Map<VoterInPoll, Holdings> held(Transaction tx, List<CastCommand> votes)
      throws SQLException {
    List<VoterInPoll> voters =
        votes.stream()
            .map(DirectVotes::voter)
            .filter(voter -> isBallot(voter.poll()))
            .distinct()
            .toList();
    return voters.isEmpty()
        ? Map.of()
        : HeldReads.read(tx, voters).stream()
            .collect(toMap(HeldVotes::voter, found -> new Holdings(found.votes())));
  }

  private boolean isBallot(String poll) {
    return polls
        .getOrDefault(poll, Optional.empty())
        .filter(found -> found.poll().budget() != null)
        .isPresent();
  }

  static VoterInPoll voter(CastCommand vote) {
    return new VoterInPoll(vote.subject().poll(), vote.voter());
  }

  private static boolean mayBeKnown(CastCommand vote) {
    return !vote.fresh() || vote.kind() != CastCommand.Kind.FIRST;
  }

  static VoteKey key(CastCommand vote) {
    return new VoteKey(vote.subject(), vote.voter());
  }

  public static List<CastReply> cast(
      Transaction tx, EventWriter way, int partition, int partitions, List<CastCommand> votes)
      throws SQLException {
    if (votes.stream().map(DirectVotes::key).distinct().count() < votes.size()) {
      throw new IllegalArgumentException("two votes of one voter on one subject in a call");
    }
    DirectVotes found = new DirectVotes(tx, partition, partitions, votes);
    DirectRound round = new DirectRound(found, Map.of());
    List<CastReply> replies = round.replies(votes);
    Map<Long, String> refused =
        LedgerWrites.write(tx, way, partition, round.events()).quarantined();
    return refused.isEmpty() ? replies : new DirectRound(found, refused).replies(votes);
  }

  /** Returns the tally of a vote's own subject, or of one on which its voter holds a choice. */
  SubjectSnapshot tally(SubjectId subject) {
    return Objects.requireNonNull(tallies.get(subject));
  }

  /** Returns the vote that this request led to before; null: the audit log has none. */
  @Nullable HistoryEntry earlier(CastCommand vote) {
    return done.get(new Name(key(vote), vote.requestId()));
  }
}
