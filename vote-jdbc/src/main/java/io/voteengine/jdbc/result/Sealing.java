package io.voteengine.jdbc.result;

import io.voteengine.jdbc.backup.RestoresUnderWay;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.poll.PollSeal;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.poll.PollException;
import io.voteengine.query.AuditReport;
import io.voteengine.result.FinalizationException;
import io.voteengine.result.proof.Exclusion;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.ledger.CountedPoll;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.rules.SubjectPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes the counts of a poll final. The transaction locks every partition that may have votes of
 * the poll, so that none is being written; it is short, since the votes were counted before.
 */
final class Sealing {
  private Sealing() {}

  /** The sums of a poll's tallies. */
  private record Sums(long subjects, long up, long down, long versions) {
    static Sums of(Transaction tx, String poll) {
      return tx.handle()
          .createQuery(
              """
              SELECT COUNT(t.id) AS subjects, COALESCE(SUM(t.up), 0) AS up,
                COALESCE(SUM(t.down), 0) AS down, COALESCE(SUM(t.version), 0) AS versions
              FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
              """)
          .bind(0, poll)
          .map(
              (rows, context) ->
                  new Sums(
                      rows.getLong("subjects"),
                      rows.getLong("up"),
                      rows.getLong("down"),
                      rows.getLong("versions")))
          .one();
    }
  }

  static long versions(Transaction tx, String poll) {
    return Sums.of(tx, poll).versions();
  }

  /** Returns the votes that will not count, by reason. */
  static List<Exclusion> excluded(Transaction tx, String poll) {
    List<Exclusion> excluded = new ArrayList<>();
    add(
        excluded,
        "QUARANTINED",
        count(tx, "SELECT COUNT(*) FROM vote_quarantine WHERE poll = ?", poll));
    add(
        excluded,
        "VOID",
        count(
            tx,
            """
            SELECT COUNT(*) FROM vote_partition p JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            JOIN vote v ON v.tally = t.id AND v.voided <> 0
            """,
            poll));
    return excluded;
  }

  private static void add(List<Exclusion> excluded, String reason, long votes) {
    if (votes > 0) {
      excluded.add(new Exclusion(reason, votes));
    }
  }

  private static long count(Transaction tx, String sql, String poll) {
    return tx.handle().createQuery(sql).bind(0, poll).mapTo(Long.class).one();
  }

  static boolean seal(
      Transaction tx, String name, UUID node, CountedPoll counted, PartitionRange range) {
    PollSnapshot poll = PollSeal.locked(tx, name);
    if (poll.state() == State.SEALED) {
      return true;
    }
    if (poll.state() != State.CLOSING) {
      throw new PollException("The poll '" + name + "' is open: begin its finalization first.");
    }
    for (UUID backup : RestoresUnderWay.of(tx, name)) {
      throw new FinalizationException(
          "The poll '%s' is not sealed: its backup %s is being restored, and some subjects are not yet. Finish the restore."
              .formatted(name, backup),
          null);
    }
    for (int part = range.from(); part < range.until(); part++) {
      if (SubjectPlaces.mayHave(poll.poll(), part, range.partitions())) {
        PartitionLock.lock(tx.handle(), part);
      }
    }
    AuditReport report = counted.report();
    Sums present = Sums.of(tx, name);
    if (!SealConditions.of(tx, poll, node, range.partitions()).isReady()
        || !present.equals(
            new Sums(
                report.subjects(),
                report.tallies().up(),
                report.tallies().down(),
                counted.versions()))) {
      tx.rollBack();
      return false;
    }
    ResultTable.seal(tx, name, report, counted.excluded());
    StandingTable.write(tx, name);
    SealConditions.forget(tx, name);
    PollSeal.seal(tx, poll);
    return true;
  }
}
