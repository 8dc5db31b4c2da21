package io.voteengine.jdbc.result;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.result.StandingTable.Row;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.result.proof.BallotSecret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the ballots of a sealed poll: some subjects with few votes in one transaction, a subject
 * with many votes in several. After each it records how far it is, so that another node can go on.
 */
final class BallotWriter {
  /** How many subjects are read together. */
  private static final int SUBJECTS = 500;

  /** How many votes one transaction reads and writes. */
  private static final int VOTES = 10_000;

  /** How often a subject is begun again because a voter was erased meanwhile. */
  private static final int ATTEMPTS = 10;

  private final Transactions transactions;
  private final Transactions scans;
  private final String poll;
  private final BallotSecret secret;
  private final Runnable progress;

  /**
   * @param scans for statements that read or delete all ballots of a subject
   */
  BallotWriter(
      Transactions transactions,
      Transactions scans,
      String poll,
      BallotSecret secret,
      Runnable progress) {
    this.transactions = transactions;
    this.scans = scans;
    this.poll = poll;
    this.secret = secret;
    this.progress = progress;
  }

  /** Writes the ballots of the tallies after a number. */
  void write(long written) {
    long after = written;
    for (List<Row> page = page(after); !page.isEmpty(); page = page(after)) {
      for (int from = 0; from < page.size(); ) {
        int until = groupEnd(page, from);
        List<Row> group = page.subList(from, until);
        if (group.size() == 1 && group.get(0).votes() > VOTES) {
          writeLarge(group.get(0));
        } else {
          writeGroup(group);
        }
        progress.run();
        after = group.get(group.size() - 1).tally();
        from = until;
      }
    }
  }

  private List<Row> page(long after) {
    return transactions.read("read a result", tx -> StandingTable.after(tx, poll, after, SUBJECTS));
  }

  /** Returns the end of a group whose votes one transaction writes; at least one subject. */
  private static int groupEnd(List<Row> page, int from) {
    long votes = page.get(from).votes();
    int until = from + 1;
    while (until < page.size() && votes + page.get(until).votes() <= VOTES) {
      votes += page.get(until).votes();
      until++;
    }
    return until;
  }

  private void writeGroup(List<Row> group) {
    scans.write(
        "write ballots",
        tx -> {
          List<Long> tallies = group.stream().map(Row::tally).toList();
          // First: another run may have written them, or the root may be fixed.
          if (!ResultTable.written(tx.handle(), poll, tallies.get(tallies.size() - 1))) {
            return group;
          }
          BallotTable.delete(tx, tallies);
          Map<Long, SubjectId> subjects = new HashMap<>();
          group.forEach(row -> subjects.put(row.tally(), row.subject()));
          BallotTable.add(tx, votes(tx, tallies, subjects));
          check(tx, group);
          return group;
        });
  }

  private List<BallotTable.Row> votes(
      Transaction tx, List<Long> tallies, Map<Long, SubjectId> subjects) {
    return tx.handle()
        .createQuery(
            "SELECT tally, voter, choice FROM vote WHERE tally IN (<tallies>) AND choice <> 0")
        .bindList("tallies", tallies)
        .map(
            (rows, context) -> {
              long tally = rows.getLong("tally");
              VoterId voter = VoterId.of(rows.getString("voter"));
              return new BallotTable.Row(
                  tally,
                  ColumnValues.choice(rows, "choice"),
                  secret.nonce(voter, Optional.ofNullable(subjects.get(tally)).orElseThrow()));
            })
        .list();
  }

  private void writeLarge(Row row) {
    for (int attempt = 1; ; attempt++) {
      scans.write(
          "write ballots",
          tx -> {
            if (ResultTable.lockBallots(tx.handle(), poll, row.tally())) {
              BallotTable.delete(tx, List.of(row.tally()));
            }
            return row;
          });
      @Nullable String after = "";
      while (after != null) {
        String from = after;
        after = transactions.write("write ballots", tx -> writePage(tx, row, from)).orElse(null);
        progress.run();
      }
      if (isComplete(row)) {
        return;
      }
      if (attempt == ATTEMPTS) {
        throw new VoteLedgerException(differs(row), null);
      }
    }
  }

  /** Returns the last voter of the page; empty at the end. */
  private Optional<String> writePage(Transaction tx, Row row, String after) throws SQLException {
    if (!ResultTable.lockBallots(tx.handle(), poll, row.tally())) {
      return Optional.empty();
    }
    List<String> last = new ArrayList<>();
    List<BallotTable.Row> ballots =
        tx.handle()
            .createQuery(
                """
                SELECT voter, choice FROM vote WHERE tally = ? AND voter > ? AND choice <> 0
                ORDER BY tally, voter LIMIT ?
                """)
            .bind(0, row.tally())
            .bind(1, after)
            .bind(2, VOTES)
            .map(
                (rows, context) -> {
                  VoterId voter = VoterId.of(rows.getString("voter"));
                  last.add(voter.value());
                  return new BallotTable.Row(
                      row.tally(),
                      ColumnValues.choice(rows, "choice"),
                      secret.nonce(voter, row.subject()));
                })
            .list();
    BallotTable.add(tx, ballots);
    return ballots.size() < VOTES ? Optional.empty() : Optional.of(last.get(last.size() - 1));
  }

  private boolean isComplete(Row row) {
    return scans.write(
        "write ballots",
        tx -> {
          if (!ResultTable.written(tx.handle(), poll, row.tally())
              || isComplete(BallotTable.counts(tx, List.of(row.tally())), row)) {
            return true;
          }
          tx.rollBack();
          return false;
        });
  }

  private static void check(Transaction tx, List<Row> group) {
    Map<Long, Map<Choice, Long>> counts =
        BallotTable.counts(tx, group.stream().map(Row::tally).toList());
    for (Row row : group) {
      if (!isComplete(counts, row)) {
        throw new VoteLedgerException(differs(row), null);
      }
    }
  }

  private static boolean isComplete(Map<Long, Map<Choice, Long>> counts, Row row) {
    Map<Choice, Long> count = counts.getOrDefault(row.tally(), Map.of());
    return count.getOrDefault(Choice.UP, 0L) == row.standing().up()
        && count.getOrDefault(Choice.DOWN, 0L) == row.standing().down();
  }

  private static String differs(Row row) {
    return "The votes on "
        + row.subject()
        + " are not those that were counted when the poll was sealed: something other than the"
        + " ledger has changed the database. Call results().verify to find what differs.";
  }
}
