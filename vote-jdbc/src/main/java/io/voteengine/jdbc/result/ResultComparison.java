package io.voteengine.jdbc.result;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.query.PollAudit;
import io.voteengine.jdbc.result.StandingTable.Row;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.query.AuditReport;
import io.voteengine.result.ResultCheck;
import io.voteengine.result.proof.BallotSecret;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ballots of a sealed poll with its votes, one page at a time: each vote must have its
 * ballot, and there must be no others. The votes of voters who were erased since cannot be told
 * apart any more, so of these the number must fit.
 */
final class ResultComparison {
  private static final int MOST_NAMED = 100;
  private static final int SUBJECTS = 500;

  /** Below every database's limit on parameters. */
  private static final int VOTES = 1_000;

  private static final String ERASED = "erased-";

  private final Transactions transactions;
  private final Transactions scans;
  private final String poll;
  private final Set<SubjectId> differing = new TreeSet<>();
  private final List<String> findings = new ArrayList<>();

  ResultComparison(Transactions transactions, Transactions scans, String poll) {
    this.transactions = transactions;
    this.scans = scans;
    this.poll = poll;
  }

  ResultCheck run() {
    ResultTable.Row row =
        transactions.read("read a result", tx -> ResultTable.find(tx, poll)).orElseThrow();
    AuditReport audit = scans.read("audit a poll", tx -> PollAudit.of(tx, poll));
    if (!audit.exact()) {
      differing.addAll(audit.differing());
      findings.add(
          "Tallies, votes and audit log differ: %s, %s, %s."
              .formatted(audit.tallies(), audit.votes(), audit.events()));
    }
    if (audit.votes().up() != row.up() || audit.votes().down() != row.down()) {
      findings.add(
          "The result counts %d votes up and %d down; the ledger has %d and %d."
              .formatted(row.up(), row.down(), audit.votes().up(), audit.votes().down()));
    }
    BallotSecret secret = row.secret() == null ? null : row.ballotSecret();
    long after = 0;
    for (List<Row> page = page(after); !page.isEmpty(); page = page(after)) {
      for (Row subject : page) {
        compare(subject, secret);
        after = subject.tally();
      }
    }
    return new ResultCheck(poll, differing.stream().limit(MOST_NAMED).toList(), findings);
  }

  private List<Row> page(long after) {
    return transactions.read("read a result", tx -> StandingTable.after(tx, poll, after, SUBJECTS));
  }

  /** What the votes on a subject say, by choice. */
  private static final class Found {
    final Map<Choice, Long> votes = new EnumMap<>(Choice.class);
    final Map<Choice, Long> erased = new EnumMap<>(Choice.class);
    final Map<Choice, Long> matched = new EnumMap<>(Choice.class);

    static void add(Map<Choice, Long> counts, Choice choice, long number) {
      counts.merge(choice, number, Long::sum);
    }

    static long of(Map<Choice, Long> counts, Choice choice) {
      return counts.getOrDefault(choice, 0L);
    }
  }

  private record Vote(VoterId voter, Choice choice) {}

  private void compare(Row subject, @Nullable BallotSecret secret) {
    Found found = new Found();
    String after = "";
    while (true) {
      String from = after;
      List<Vote> votes =
          transactions.read("compare ballots", tx -> votes(tx, subject.tally(), from));
      if (secret != null && !votes.isEmpty()) {
        transactions.read("compare ballots", tx -> match(tx, subject, votes, secret, found));
      }
      votes.forEach(vote -> Found.add(found.votes, vote.choice(), 1));
      if (votes.size() < VOTES) {
        break;
      }
      after = votes.get(votes.size() - 1).voter().value();
    }
    Map<Choice, Long> ballots =
        transactions.read(
            "compare ballots",
            tx ->
                BallotTable.counts(tx, List.of(subject.tally()))
                    .getOrDefault(subject.tally(), Map.of()));
    for (Choice choice : List.of(Choice.UP, Choice.DOWN)) {
      long counted = choice == Choice.UP ? subject.standing().up() : subject.standing().down();
      long present = Found.of(ballots, choice);
      long known = Found.of(found.matched, choice) + Found.of(found.erased, choice);
      if (Found.of(found.votes, choice) != counted
          || present != counted
          || (secret != null && known != present)) {
        differs(subject.subject(), choice, counted, Found.of(found.votes, choice), present, known);
      }
    }
  }

  private void differs(
      SubjectId subject, Choice choice, long counted, long votes, long ballots, long known) {
    differing.add(subject);
    if (findings.size() < MOST_NAMED) {
      findings.add(
          "%s: the result counts %d %s; the ledger has %d votes and %d ballots, of which %d belong to its votes."
              .formatted(subject, counted, choice, votes, ballots, known));
    }
  }

  private static List<Vote> votes(Transaction tx, long tally, String after) {
    return tx.handle()
        .createQuery(
            """
            SELECT voter, choice FROM vote WHERE tally = ? AND voter > ? AND choice <> 0
            ORDER BY tally, voter LIMIT ?
            """)
        .bind(0, tally)
        .bind(1, after)
        .bind(2, VOTES)
        .map(
            (rows, context) ->
                new Vote(VoterId.of(rows.getString("voter")), ColumnValues.choice(rows, "choice")))
        .list();
  }

  private static Found match(
      Transaction tx, Row subject, List<Vote> votes, BallotSecret secret, Found found) {
    List<BallotTable.Row> wanted =
        votes.stream()
            .map(
                vote ->
                    new BallotTable.Row(
                        subject.tally(),
                        vote.choice(),
                        secret.nonce(vote.voter(), subject.subject())))
            .toList();
    Set<BallotTable.Row> present = new HashSet<>(BallotTable.existing(tx, wanted));
    for (int i = 0; i < votes.size(); i++) {
      Choice choice = votes.get(i).choice();
      if (present.contains(wanted.get(i))) {
        Found.add(found.matched, choice, 1);
      } else if (votes.get(i).voter().value().startsWith(ERASED)) {
        Found.add(found.erased, choice, 1);
      }
    }
    return found;
  }
}
