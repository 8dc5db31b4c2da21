package io.voteengine.jdbc.result;

import io.voteengine.Poll;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.SealReadiness;
import io.voteengine.spi.rules.SubjectPlaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a closing poll still waits for. */
final class SealConditions {
  private SealConditions() {}

  /** A partition, and whether it has applied the poll's close marker in its present epoch. */
  private record Part(Term term, boolean marked) {}

  /** Records that a node had no vote of a poll under way. */
  static void settled(Transaction tx, String poll, UUID node, long epochs) {
    int updated =
        tx.handle()
            .createUpdate("UPDATE vote_settled SET epochs = ? WHERE poll = ? AND node = ?")
            .bind(0, epochs)
            .bind(1, poll)
            .bind(2, tx.dialect().uuid(node))
            .execute();
    if (updated == 0) {
      tx.handle()
          .createUpdate(
              """
              INSERT INTO vote_settled (epochs, poll, node)
              SELECT :epochs, name, :node FROM vote_poll WHERE name = :poll AND state = 'CLOSING'
              """)
          .bind("epochs", epochs)
          .bind("poll", poll)
          .bind("node", tx.dialect().uuid(node))
          .execute();
    }
  }

  static SealReadiness of(Transaction tx, PollSnapshot poll, UUID node, int partitions) {
    if (poll.state() == PollSnapshot.State.SEALED) {
      return new SealReadiness(List.of(), Set.of());
    }
    String name = poll.poll().name();
    List<Part> parts = parts(tx, name);
    long epochs = parts.stream().mapToLong(part -> part.term().epoch()).sum();
    Set<UUID> unsettled = new HashSet<>(live(tx));
    unsettled.add(node);
    unsettled.removeAll(settledIn(tx, name, epochs));
    return new SealReadiness(unmarked(poll.poll(), parts, partitions), unsettled);
  }

  private static List<Term> unmarked(Poll poll, List<Part> parts, int partitions) {
    List<Term> unmarked = new ArrayList<>();
    for (Part part : parts) {
      if (!part.marked() && SubjectPlaces.mayHave(poll, part.term().partition(), partitions)) {
        unmarked.add(part.term());
      }
    }
    return unmarked;
  }

  private static List<Part> parts(Transaction tx, String poll) {
    return tx.handle()
        .createQuery(
            """
            SELECT p.part, p.epoch, p.identity,
              CASE WHEN c.epoch = p.epoch THEN 1 ELSE 0 END AS marked
            FROM vote_partition p LEFT JOIN vote_close c ON c.part = p.part AND c.poll = ?
            ORDER BY p.part
            """)
        .bind(0, poll)
        .map(
            (rows, context) -> {
              String identity = rows.getString("identity");
              return new Part(
                  new Term(
                      rows.getInt("part"),
                      rows.getLong("epoch"),
                      identity.isEmpty() ? null : identity),
                  rows.getInt("marked") == 1);
            })
        .list();
  }

  private static List<UUID> live(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_node WHERE until_at > " + tx.dialect().wallClock())
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .list();
  }

  private static List<UUID> settledIn(Transaction tx, String poll, long epochs) {
    return tx.handle()
        .createQuery("SELECT node FROM vote_settled WHERE poll = ? AND epochs = ?")
        .bind(0, poll)
        .bind(1, epochs)
        .map((rows, context) -> ColumnValues.uuid(rows, "node"))
        .list();
  }

  static void forget(Transaction tx, String poll) {
    tx.handle().execute("DELETE FROM vote_settled WHERE poll = ?", poll);
  }
}
