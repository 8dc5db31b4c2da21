package io.voteengine.jdbc.backup;

import io.voteengine.SubjectId;
import io.voteengine.backup.BackedUpSubject;
import io.voteengine.backup.Backup;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;

/** The counts of each subject in a backup. */
final class BackupSubjects {
  private BackupSubjects() {}

  static List<BackedUpSubject> of(Transaction tx, Backup backup) {
    return tx.handle()
        .createQuery(
            """
            SELECT c.subject, c.up, c.down, COALESCE(t.up - t.down, 0) AS score
            FROM (
              SELECT b.part, b.subject, COUNT(CASE WHEN b.choice = 1 THEN 1 END) AS up,
                COUNT(CASE WHEN b.choice = -1 THEN 1 END) AS down
              FROM vote_partition p JOIN vote_backup_vote b ON b.part = p.part AND b.backup = ?
              GROUP BY b.part, b.subject
            ) c LEFT JOIN vote_tally t
              ON t.part = c.part AND t.poll = ? AND %s = c.subject
            ORDER BY c.subject
            """
                .formatted(tx.dialect().byCodePoint("t.subject")))
        .bind(0, tx.dialect().uuid(backup.id()))
        .bind(1, backup.poll().name())
        .map(
            (rows, context) ->
                new BackedUpSubject(
                    SubjectId.of(backup.poll().name(), rows.getString("subject")),
                    rows.getLong("up"),
                    rows.getLong("down"),
                    backup.takenAt(),
                    backup.poll().opensAt(),
                    rows.getLong("score")))
        .list();
  }
}
