package io.voteengine.jdbc;

import io.voteengine.SealedPolls;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Replaces a voter's id. On one subject all at once: else the audit, which goes by each voter's
 * last entry, would find two voters where one voted.
 */
final class Erasure {
  /** The tables that name voters, beside the votes and the audit log. */
  static final List<String> OTHERS = List.of("vote_quarantine");

  private static final String SEALED = "(SELECT name FROM vote_poll WHERE state = 'SEALED')";

  private static final String ON_SUBJECT =
      " SET voter = ? WHERE part = ? AND poll = ? AND subject = ? AND voter = ?";

  private Erasure() {}

  /** Where the id stands, by partition; of one moment, so one statement. */
  static Map<Integer, List<VoterTrace>> find(Transaction tx, VoterId voter, SealedPolls sealed) {
    String which =
        " WHERE voter = :voter" + (sealed == SealedPolls.KEEP ? " AND poll NOT IN " + SEALED : "");
    StringBuilder sql =
        new StringBuilder("SELECT part, poll, subject, epoch, seq, cast_at FROM vote_event");
    sql.append(which);
    sql.append(" UNION ALL SELECT part, poll, subject, NULL, NULL, cast_at FROM vote");
    sql.append(which);
    for (String table : OTHERS) {
      sql.append(" UNION ALL SELECT part, poll, subject, NULL, NULL, NULL FROM ").append(table);
      sql.append(which);
    }
    Query query = tx.handle().createQuery(sql.toString()).bind("voter", voter.value());
    Map<Integer, Map<SubjectId, VoterTrace>> traces = new TreeMap<>();
    query
        .map(
            (rows, context) -> {
              VoterTrace trace =
                  traces
                      .computeIfAbsent(rows.getInt("part"), part -> new HashMap<>())
                      .computeIfAbsent(
                          SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                          VoterTrace::new);
              long epoch = rows.getLong("epoch");
              if (!rows.wasNull()) {
                trace.log.add(new VoterTrace.Entry(epoch, rows.getLong("seq")));
              } else if (rows.getObject("cast_at") != null) {
                trace.castAt = Values.micros(rows, "cast_at");
              }
              return trace;
            })
        .list();
    Map<Integer, List<VoterTrace>> found = new TreeMap<>();
    traces.forEach((part, bySubject) -> found.put(part, List.copyOf(bySubject.values())));
    return found;
  }

  static Revised replace(
      Transaction tx,
      int partition,
      VoterId voter,
      VoterId replacement,
      List<VoterTrace> found,
      SealedPolls sealedPolls)
      throws SQLException {
    PartitionTable.lock(tx.handle(), partition);
    List<VoterTrace> traces = sealedPolls == SealedPolls.KEEP ? unsealed(tx, found) : found;
    Set<SubjectId> subjects = new HashSet<>();
    PreparedBatch votes = tx.handle().prepareBatch("UPDATE vote" + ON_SUBJECT);
    PreparedBatch newer =
        tx.handle().prepareBatch("UPDATE vote_event" + ON_SUBJECT + " AND cast_at >= ?");
    PreparedBatch entries =
        tx.handle()
            .prepareBatch(
                """
                UPDATE vote_event SET voter = ?
                WHERE part = ? AND epoch = ? AND seq = ? AND voter = ?
                """);
    for (VoterTrace trace : traces) {
      SubjectId subject = trace.subject;
      subjects.add(subject);
      for (VoterTrace.Entry entry : trace.log) {
        entries.add(replacement.value(), partition, entry.epoch(), entry.seq(), voter.value());
      }
      Long castAt = trace.castAt;
      if (castAt != null) {
        on(votes, replacement, partition, subject, voter).add();
        // What was applied since, the log has from this moment on.
        Argument from = Values.argument(tx.dialect(), castAt);
        on(newer, replacement, partition, subject, voter).bind(5, from).add();
      }
    }
    entries.execute();
    newer.execute();
    for (String table : OTHERS) {
      PreparedBatch others = tx.handle().prepareBatch("UPDATE " + table + ON_SUBJECT);
      subjects.forEach(subject -> on(others, replacement, partition, subject, voter).add());
      others.execute();
    }
    int replaced = 0;
    for (int rows : votes.execute()) {
      replaced += rows == Statement.SUCCESS_NO_INFO ? 1 : rows;
    }
    new BulkStatements(tx, partition).markStale(subjects.stream().sorted().toList());
    return new Revised(subjects, replaced, 0);
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

  private static List<VoterTrace> unsealed(Transaction tx, List<VoterTrace> traces)
      throws SQLException {
    Set<String> sealed = PollTable.sealed(tx, traces.stream().map(trace -> trace.subject.poll()));
    return traces.stream().filter(trace -> !sealed.contains(trace.subject.poll())).toList();
  }

  /** The votes that still have the id. */
  static Revised kept(Transaction tx, VoterId voter) {
    long votes =
        tx.handle()
            .createQuery("SELECT count(*) FROM vote WHERE voter = ? AND poll IN " + SEALED)
            .bind(0, voter.value())
            .mapTo(Long.class)
            .one();
    return new Revised(Set.of(), 0, votes);
  }
}
