package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport.Counts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the votes of subjects. */
final class VoteCounts {
  static final Counts NOTHING = new Counts(0, 0);

  private VoteCounts() {}

  /**
   * Returns the counts of each subject that has votes.
   *
   * @param condition which subjects, with a parameter for each of the keys
   */
  static Map<SubjectId, Counts> of(
      Transaction tx, int partition, String poll, String condition, String... keys)
      throws SQLException {
    Map<SubjectId, Counts> counts = new LinkedHashMap<>();
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                """
                SELECT t.subject, count(CASE WHEN v.choice = 1 THEN 1 END) AS up,
                  count(CASE WHEN v.choice = -1 THEN 1 END) AS down
                FROM vote_tally t JOIN vote v ON v.tally = t.id
                WHERE t.part = ? AND t.poll = ? AND %s
                GROUP BY t.id, t.subject
                """
                    .formatted(condition))) {
      statement.setInt(1, partition);
      statement.setString(2, poll);
      for (int i = 0; i < keys.length; i++) {
        statement.setString(3 + i, keys[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(
              SubjectId.of(poll, rows.getString("subject")),
              new Counts(rows.getLong("up"), rows.getLong("down")));
        }
      }
    }
    return counts;
  }
}
