package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;

/** Compares single tallies with their votes, each within one statement and so at one moment. */
final class TallyComparison {
  private TallyComparison() {}

  /**
   * Returns the subjects that differ within one statement, and so at one moment. Votes that came
   * between two statements are no difference, and counting a busy subject's votes under the lock
   * would make voters wait.
   */
  static List<SubjectId> differing(
      Transaction tx, int partition, String poll, List<SubjectId> subjects) {
    return subjects.stream().filter(subject -> differs(tx, partition, poll, subject)).toList();
  }

  private static boolean differs(Transaction tx, int partition, String poll, SubjectId subject) {
    return tx.handle()
        .createQuery(
            """
            SELECT coalesce(t.up, 0) <> c.up OR coalesce(t.down, 0) <> c.down AS differs
            FROM (
              SELECT count(CASE WHEN choice = 1 THEN 1 END) AS up,
                count(CASE WHEN choice = -1 THEN 1 END) AS down
              FROM vote WHERE tally = (
                SELECT id FROM vote_tally WHERE part = ? AND poll = ? AND subject = ?)
            ) c
            LEFT JOIN vote_tally t ON t.part = ? AND t.poll = ? AND t.subject = ?
            """)
        .bind(0, partition)
        .bind(1, poll)
        .bind(2, subject.key())
        .bind(3, partition)
        .bind(4, poll)
        .bind(5, subject.key())
        .map((rows, context) -> rows.getBoolean("differs"))
        .one();
  }
}
