package io.voteengine.jdbc.moderation;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.StaleTable;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.apply.log.ErasedIds;
import io.voteengine.jdbc.backup.BackupTable;
import io.voteengine.jdbc.backup.BackupsBeingTaken;
import io.voteengine.jdbc.backup.VotersInBackups;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Replaces a voter's id. On one subject it does so at once in votes, audit log and backups.
 * Otherwise the audit, which counts each voter's last entry, would find two voters where one voted,
 * and a restore or merge would bring the old id back beside the new one.
 */
final class Erasure {
  /** The tables that name voters, other than votes, audit log and backups. */
  static final List<String> OTHERS = List.of("vote_quarantine");

  private static final String ON_SUBJECT =
      " voter = ? WHERE part = ? AND poll = ? AND subject = ? AND voter = ?";

  /** The database's message about a refused vote may name the voter. */
  private static final String WITHHELD = " SET reason = 'withheld: its voter was erased',";

  private Erasure() {}

  /**
   * Returns where the id is, by partition. All except the backups is read by one statement, so it
   * is of one moment.
   */
  static Map<Integer, List<ErasureTarget>> find(Transaction tx, VoterId voter) {
    // First: a backup may be restored, and deleted, before the votes are read.
    Map<Integer, Set<SubjectId>> inBackups = VotersInBackups.having(tx, voter);
    // Outer joins, though each row has its tally: H2 would begin with all tallies otherwise.
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT t.part, t.poll, t.subject, e.tally, TRUE AS logged, e.request_id
            FROM vote_event e LEFT JOIN vote_tally t ON t.id = e.tally WHERE e.voter = :voter
            UNION ALL SELECT t.part, t.poll, t.subject, v.tally, FALSE, v.request_id
            FROM vote v LEFT JOIN vote_tally t ON t.id = v.tally WHERE v.voter = :voter
            """);
    for (String table : OTHERS) {
      sql.append(" UNION ALL SELECT part, poll, subject, 0, FALSE, NULL FROM ").append(table);
      sql.append(" WHERE voter = :voter");
    }
    Query query = tx.handle().createQuery(sql.toString()).bind("voter", voter.value());
    Map<Integer, Map<SubjectId, ErasureTarget>> traces = new TreeMap<>();
    query
        .map(
            (rows, context) -> {
              ErasureTarget trace =
                  traces
                      .computeIfAbsent(rows.getInt("part"), part -> new HashMap<>())
                      .computeIfAbsent(
                          SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                          ErasureTarget::new);
              trace.present = true;
              if (rows.getObject("request_id") != null) {
                trace.tally = rows.getLong("tally");
                RequestId request = RequestId.of(ColumnValues.uuid(rows, "request_id"));
                if (rows.getBoolean("logged")) {
                  trace.log.add(request);
                } else {
                  trace.vote = request;
                }
              }
              return trace;
            })
        .list();
    inBackups.forEach(
        (part, subjects) ->
            subjects.forEach(
                subject ->
                    traces
                        .computeIfAbsent(part, absent -> new HashMap<>())
                        .computeIfAbsent(subject, ErasureTarget::new)));
    Map<String, List<UUID>> backups = BackupTable.copied(tx);
    Map<Integer, List<ErasureTarget>> found = new TreeMap<>();
    traces.forEach(
        (part, bySubject) -> {
          bySubject.forEach(
              (id, trace) -> trace.backups = backups.getOrDefault(id.poll(), List.of()).size());
          found.put(part, List.copyOf(bySubject.values()));
        });
    return found;
  }

  /**
   * Replaces the id on subjects of one partition. Does nothing and returns empty while votes of
   * their polls are being copied into a backup, since that copy cannot be seen yet.
   */
  static Optional<RevisedCounts> replace(
      Transaction tx, int partition, VoterId voter, VoterId replacement, List<ErasureTarget> found)
      throws SQLException {
    PartitionLock.lock(tx.handle(), partition);
    if (!BackupsBeingTaken.of(tx, ErasureTarget.polls(found)).isEmpty()) {
      tx.rollBack();
      return Optional.empty();
    }
    List<ErasureTarget> traces = unchanged(tx, partition, voter, found);
    if (!traces.isEmpty()) {
      PartitionLock.countErasure(tx.handle(), partition);
    }
    Set<SubjectId> subjects = new HashSet<>();
    PreparedBatch votes =
        tx.handle().prepareBatch("UPDATE vote SET voter = ? WHERE tally = ? AND voter = ?");
    PreparedBatch entries =
        tx.handle()
            .prepareBatch(
                "UPDATE vote_event SET voter = ? WHERE request_id = ? AND tally = ? AND voter = ?");
    for (ErasureTarget trace : traces) {
      SubjectId subject = trace.subject;
      if (trace.present) {
        subjects.add(subject);
      }
      for (RequestId request : trace.log) {
        Object id = tx.dialect().uuid(request.value());
        entries.add(replacement.value(), id, trace.tally, voter.value());
      }
      if (trace.vote != null) {
        votes.add(replacement.value(), trace.tally, voter.value());
      }
    }
    entries.execute();
    for (String table : OTHERS) {
      PreparedBatch others = tx.handle().prepareBatch("UPDATE " + table + WITHHELD + ON_SUBJECT);
      subjects.forEach(subject -> on(others, replacement, partition, subject, voter).add());
      others.execute();
    }
    int replaced = 0;
    for (int rows : votes.execute()) {
      replaced += rows == Statement.SUCCESS_NO_INFO ? 1 : rows;
    }
    VotersInBackups.replace(
        tx, partition, voter, replacement, traces.stream().map(trace -> trace.subject).toList());
    StaleTable.mark(tx, subjects.stream().sorted().toList(), subject -> partition);
    return Optional.of(new RevisedCounts(subjects, replaced, Map.of(), 0));
  }

  private static PreparedBatch on(
      PreparedBatch batch, VoterId replacement, int partition, SubjectId subject, VoterId voter) {
    return batch
        .bind(0, replacement.value())
        .bind(1, partition)
        .bind(2, subject.poll())
        .bind(3, subject.key())
        .bind(4, voter.value());
  }

  /** Replaces the id where the voter has changed or amended polls, as some hosts let voters do. */
  static int ofPollChanges(Transaction tx, VoterId voter) {
    String replacement = ErasedIds.newId().value();
    return tx.handle()
            .execute(
                "UPDATE vote_poll_change SET changed_by = ? WHERE changed_by = ?",
                replacement,
                voter.value())
        + tx.handle()
            .execute(
                "UPDATE vote_amendment SET made_by = ? WHERE made_by = ?",
                replacement,
                voter.value());
  }

  /**
   * Returns the subjects where the voter has not voted since; on others the audit log has entries
   * that were not found.
   */
  private static List<ErasureTarget> unchanged(
      Transaction tx, int partition, VoterId voter, List<ErasureTarget> traces)
      throws SQLException {
    List<VoteKey> keys = traces.stream().map(trace -> new VoteKey(trace.subject, voter)).toList();
    Map<VoteKey, VoteRow> rows = new BulkReads(tx, partition).readVotes(keys);
    return traces.stream()
        .filter(
            trace -> {
              VoteKey key = new VoteKey(trace.subject, voter);
              return Objects.equals(trace.vote, rows.getOrDefault(key, VoteRow.NONE).requestId());
            })
        .toList();
  }
}
