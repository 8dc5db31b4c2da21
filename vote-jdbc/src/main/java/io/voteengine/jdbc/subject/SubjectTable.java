package io.voteengine.jdbc.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.subject.Subject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what hosts have recorded about subjects, in the rows of their tallies. */
final class SubjectTable {
  private SubjectTable() {}

  /** Returns the rows that exist. */
  static Map<SubjectId, SubjectRow> find(Transaction tx, int partition, List<SubjectId> subjects)
      throws SQLException {
    Map<SubjectId, SubjectRow> found = new HashMap<>();
    if (subjects.isEmpty()) {
      return found;
    }
    try (PreparedStatement statement =
            BulkStatement.prepare(
                tx,
                tx.dialect().bulk().findTallies(),
                BulkStatement.subjects(subjects, subject -> partition));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        long up = rows.getLong("up");
        long down = rows.getLong("down");
        found.put(
            subjects.get(rows.getInt("n") - 1),
            new SubjectRow(
                rows.getLong("id"), RecordedSubject.of(rows), up - down, up != 0 || down != 0));
      }
    }
    return found;
  }

  /** Returns subjects of a poll in a partition, in the order of their keys in the index. */
  static List<Subject> page(Transaction tx, int partition, String poll, String after, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT subject, listing, posted_at, owner FROM vote_tally
            WHERE part = ? AND poll = ? AND subject > ?
            ORDER BY part, poll, subject LIMIT ?
            """)
        .bind(0, partition)
        .bind(1, poll)
        .bind(2, after)
        .bind(3, limit)
        .map(
            (rows, context) ->
                RecordedSubject.of(rows).as(SubjectId.of(poll, rows.getString("subject"))))
        .list();
  }

  /** Returns some subjects of an owner, each with its partition. */
  static Map<SubjectId, Integer> ofOwner(Transaction tx, VoterId owner, int limit) {
    Map<SubjectId, Integer> found = new HashMap<>();
    tx.handle()
        .createQuery("SELECT part, poll, subject FROM vote_tally WHERE owner = ? LIMIT ?")
        .bind(0, owner.value())
        .bind(1, limit)
        .map(
            (rows, context) ->
                found.put(
                    SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                    rows.getInt("part")))
        .list();
    return found;
  }
}
