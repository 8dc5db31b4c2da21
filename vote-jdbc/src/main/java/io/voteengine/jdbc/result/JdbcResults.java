package io.voteengine.jdbc.result;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.poll.AmendmentTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.result.Amendment;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.TieBreak;
import io.voteengine.result.proof.Ballot;
import io.voteengine.result.proof.PollResult;
import io.voteengine.result.proof.Standing;
import io.voteengine.spi.ledger.LedgerResults;
import io.voteengine.spi.ledger.PlacedBallot;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The results of sealed polls. */
public final class JdbcResults implements LedgerResults {
  private static final String READ = "read a result";

  private final Transactions transactions;
  private final Transactions scans;

  /**
   * @param scans for statements that read every vote of a poll
   */
  public JdbcResults(Transactions transactions, Transactions scans) {
    this.transactions = transactions;
    this.scans = scans;
  }

  @Override
  public Optional<PollResult> result(String poll) {
    return transactions.read(
        READ,
        tx ->
            sealed(tx, poll)
                .map(
                    row ->
                        new PollResult(
                            poll,
                            row.openedAt(),
                            row.closedAt(),
                            StandingTable.of(tx, poll).stream()
                                .map(StandingTable.Row::standing)
                                .toList(),
                            row.excluded())));
  }

  private static Optional<ResultTable.Row> sealed(Transaction tx, String poll) {
    return ResultTable.find(tx, poll).filter(row -> row.sealedAt() != null);
  }

  @Override
  public List<RankedStanding> top(String poll, int limit, TieBreak ties) {
    return transactions.read(READ, tx -> RankedStandings.top(tx, poll, limit, ties));
  }

  @Override
  public List<Standing> withdrawn(String poll) {
    return transactions.read(READ, tx -> RankedStandings.withdrawn(tx, poll));
  }

  @Override
  public Iterator<Ballot> ballots(String poll, long from) {
    return new Leaves(
        transactions, transactions.read(READ, tx -> StandingTable.inLeafOrder(tx, poll)), from);
  }

  @Override
  public Optional<byte[]> blocks(String poll) {
    return transactions.read(
        READ,
        tx ->
            tx.handle()
                .createQuery("SELECT blocks FROM vote_result WHERE poll = ? AND root IS NOT NULL")
                .bind(0, poll)
                .map((rows, context) -> rows.getBytes("blocks"))
                .findOne());
  }

  @Override
  public Optional<PlacedBallot> ballot(VoterId voter, SubjectId subject) {
    return transactions.read(
        READ,
        tx ->
            sealed(tx, subject.poll())
                .filter(row -> row.root() != null && row.secret() != null)
                .map(row -> row.ballotSecret().nonce(voter, subject))
                .flatMap(nonce -> find(tx, voter, subject, nonce)));
  }

  private static Optional<PlacedBallot> find(
      Transaction tx, VoterId voter, SubjectId subject, String nonce) {
    List<StandingTable.Row> order = StandingTable.inLeafOrder(tx, subject.poll());
    long index = 1;
    for (StandingTable.Row row : order) {
      if (row.subject().equals(subject)) {
        return hasVoted(tx, row.tally(), voter) ? find(tx, row, nonce, index) : Optional.empty();
      }
      index += row.votes();
    }
    return Optional.empty();
  }

  /** Without this, the ballot of a voter who was erased could still be found by the id. */
  private static boolean hasVoted(Transaction tx, long tally, VoterId voter) {
    return tx.handle()
        .createQuery("SELECT 1 FROM vote WHERE tally = ? AND voter = ?")
        .bind(0, tally)
        .bind(1, voter.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Optional<PlacedBallot> find(
      Transaction tx, StandingTable.Row row, String nonce, long first) {
    for (Choice choice : List.of(Choice.UP, Choice.DOWN)) {
      @Nullable Long place = BallotTable.place(tx, new BallotTable.Row(row.tally(), choice, nonce));
      if (place != null) {
        long before = choice == Choice.UP ? 0 : row.standing().up();
        return Optional.of(
            new PlacedBallot(
                new Ballot(row.subject(), choice, nonce),
                first + before + Objects.requireNonNull(place)));
      }
    }
    return Optional.empty();
  }

  @Override
  public ResultCheck compare(String poll) {
    return new ResultComparison(transactions, scans, poll).run();
  }

  @Override
  public Optional<Amendment> amend(
      UUID id,
      String poll,
      String by,
      Amendment.Kind kind,
      @Nullable SubjectId subject,
      long votes,
      String reason) {
    return transactions.write(
        "record an amendment",
        tx ->
            sealed(tx, poll)
                .map(row -> AmendmentTable.add(tx, id, poll, by, kind, subject, votes, reason)));
  }

  @Override
  public List<Amendment> amendments(String poll) {
    return transactions.read("read amendments", tx -> AmendmentTable.of(tx, poll));
  }
}
