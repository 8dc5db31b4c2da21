package io.voteengine.jdbc.backup;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The voters' ids in backups, which an erasure replaces. */
public final class VotersInBackups {
  private VotersInBackups() {}

  /** Returns where backups have votes of a voter: subjects by partition. */
  public static Map<Integer, Set<SubjectId>> having(Transaction tx, VoterId voter) {
    Map<Integer, Set<SubjectId>> found = new HashMap<>();
    tx.handle()
        .createQuery(
            """
            SELECT v.part, b.poll, v.subject
            FROM vote_backup b CROSS JOIN vote_partition p
            JOIN vote_backup_vote v ON v.part = p.part AND v.backup = b.id
            WHERE b.state IN ('COPIED', 'COMPLETE') AND v.voter = %s
            """
                .formatted(tx.dialect().byCodePoint("?")))
        .bind(0, voter.value())
        .map(
            (rows, context) ->
                found
                    .computeIfAbsent(rows.getInt("part"), part -> new HashSet<>())
                    .add(SubjectId.of(rows.getString("poll"), rows.getString("subject"))))
        .list();
    return found;
  }

  /** Replaces a voter's id on some subjects in all backups that have it. */
  public static void replace(
      Transaction tx,
      int partition,
      VoterId voter,
      VoterId replacement,
      Collection<SubjectId> subjects) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                UPDATE vote_backup_vote SET voter = %1$s
                WHERE part = ? AND backup = ? AND subject = %1$s AND voter = %1$s
                """
                    .formatted(tx.dialect().byCodePoint("?")));
    List<UUID> backups = new ArrayList<>();
    Map<String, List<UUID>> copied = BackupTable.copied(tx);
    for (SubjectId subject : subjects) {
      for (UUID id : copied.getOrDefault(subject.poll(), List.of())) {
        backups.add(id);
        batch
            .bind(0, replacement.value())
            .bind(1, partition)
            .bind(2, tx.dialect().uuid(id))
            .bind(3, subject.key())
            .bind(4, voter.value())
            .add();
      }
    }
    Set<UUID> changed = new TreeSet<>();
    int[] rows = batch.execute();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != 0) {
        changed.add(backups.get(i));
      }
    }
    // One order everywhere, so that two transactions do not block each other.
    changed.forEach(id -> BackupDigests.forgetDigest(tx, id));
  }
}
