package io.voteengine.jdbc.apply;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.subject.SubjectColumns;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads many rows of one partition, each kind in one round trip. */
public final class BulkReads {
  private final Transaction tx;
  private final int partition;

  public BulkReads(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /** Returns the existing rows of these keys. */
  public Map<VoteKey, VoteRow> readVotes(List<VoteKey> keys) throws SQLException {
    Map<VoteKey, VoteRow> found = new HashMap<>();
    try (PreparedStatement statement =
            BulkStatement.prepare(
                tx, tx.dialect().bulk().findVotes(), BulkStatement.keys(keys, partition));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(keys.get(rows.getInt("n") - 1), row(rows));
      }
    }
    return found;
  }

  static VoteRow row(ResultSet rows) throws SQLException {
    return new VoteRow(
        ColumnValues.choice(rows, "choice"),
        ColumnValues.choice(rows, "voided"),
        ColumnValues.micros(rows, "cast_at"),
        RequestId.of(ColumnValues.uuid(rows, "request_id")),
        rows.getBoolean("direct"));
  }

  /** Returns one snapshot of each subject, in the given order. */
  public List<SubjectSnapshot> readSubjects(List<SubjectId> subjects) throws SQLException {
    SubjectSnapshot[] found = new SubjectSnapshot[subjects.size()];
    try (PreparedStatement statement = prepare(tx.dialect().bulk().readSubjects(), subjects);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        int i = rows.getInt("n") - 1;
        found[i] =
            new SubjectSnapshot(
                    subjects.get(i),
                    rows.getLong("up"),
                    rows.getLong("down"),
                    rows.getLong("version"),
                    rows.getBoolean("complete"))
                .as(SubjectColumns.listing(rows), SubjectColumns.owner(rows));
      }
    }
    return List.of(found);
  }

  /** Returns votes on these subjects by subject, retracted ones too, at most this many in total. */
  public Map<SubjectId, List<VoteSnapshot>> readVotesOn(List<SubjectId> subjects, int most)
      throws SQLException {
    Map<SubjectId, List<VoteSnapshot>> found = new HashMap<>();
    String query = tx.dialect().bulk().readVotesOn() + "LIMIT " + most;
    try (PreparedStatement statement = prepare(query, subjects);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        SubjectId subject = subjects.get(rows.getInt("n") - 1);
        found
            .computeIfAbsent(subject, its -> new ArrayList<>())
            .add(
                new VoteSnapshot(
                    subject,
                    VoterId.of(rows.getString("voter")),
                    ColumnValues.choice(rows, "choice"),
                    ColumnValues.micros(rows, "cast_at"),
                    RequestId.of(ColumnValues.uuid(rows, "request_id"))));
      }
    }
    return found;
  }

  private PreparedStatement prepare(String sql, List<SubjectId> subjects) throws SQLException {
    return BulkStatement.prepare(tx, sql, BulkStatement.subjects(subjects, subject -> partition));
  }
}
