package io.voteengine.jdbc;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.spi.SubjectSnapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The statements over many rows of one partition, each one round trip. */
final class BulkStatements {
  private final Transaction tx;
  private final int partition;

  BulkStatements(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /** The rows of these keys that exist. */
  Map<VoteKey, VoteRow> readVotes(List<VoteKey> keys) throws SQLException {
    Map<VoteKey, VoteRow> found = new HashMap<>();
    try (PreparedStatement statement = prepare(tx.dialect().readVotes())) {
      keys(statement, keys);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          RequestId request = RequestId.of(Values.uuid(rows, "request_id"));
          found.put(
              keys.get(rows.getInt("n") - 1),
              new VoteRow(Values.choice(rows, "choice"), Values.micros(rows, "cast_at"), request));
        }
      }
    }
    return found;
  }

  /** One snapshot for each subject, in their order. */
  List<SubjectSnapshot> readSubjects(List<SubjectId> subjects) throws SQLException {
    SubjectSnapshot[] found = new SubjectSnapshot[subjects.size()];
    try (PreparedStatement statement = prepare(tx.dialect().readSubjects())) {
      ColumnArrays.of(statement).texts(subjects, SubjectId::poll).texts(subjects, SubjectId::key);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int i = rows.getInt("n") - 1;
          found[i] =
              new SubjectSnapshot(
                  subjects.get(i),
                  rows.getLong("up"),
                  rows.getLong("down"),
                  rows.getLong("version"),
                  rows.getBoolean("complete"));
        }
      }
    }
    return List.of(found);
  }

  /** Returns those that were refused, where the database can tell them apart. */
  Map<VoteKey, RefusedDataException> writeVotes(SortedMap<VoteKey, VoteRow> votes)
      throws SQLException {
    Map<VoteKey, RefusedDataException> refused = new HashMap<>();
    if (votes.isEmpty()) {
      return refused;
    }
    List<VoteKey> keys = List.copyOf(votes.keySet());
    List<VoteRow> rows = List.copyOf(votes.values());
    try (PreparedStatement statement = prepare(tx.dialect().writeVotes())) {
      keys(statement, keys)
          .choices(rows, VoteRow::choice)
          .longs(rows, VoteRow::castAt)
          .requests(rows, VoteRow::requestId);
      if (!tx.dialect().tellsRefusedVotes()) {
        tx.expect(votes.size(), statement.executeUpdate());
        return refused;
      }
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          SQLException reason =
              new SQLException(found.getString("reason"), found.getString("state"));
          refused.put(keys.get(found.getInt("n") - 1), new RefusedDataException(reason));
        }
      }
    }
    return refused;
  }

  /** Adds to the tallies, and returns what they are now. */
  Map<SubjectId, TallyRow> addToTallies(SortedMap<SubjectId, TallyChange> changes)
      throws SQLException {
    Map<SubjectId, TallyRow> after = new HashMap<>();
    if (changes.isEmpty()) {
      return after;
    }
    List<SubjectId> subjects = List.copyOf(changes.keySet());
    List<TallyChange> sums = List.copyOf(changes.values());
    try (PreparedStatement statement = prepare(tx.dialect().addToTallies())) {
      ColumnArrays.of(statement)
          .texts(subjects, SubjectId::poll)
          .texts(subjects, SubjectId::key)
          .longs(sums, TallyChange::up)
          .longs(sums, TallyChange::down)
          .longs(sums, TallyChange::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          after.put(
              SubjectId.of(rows.getString("poll"), rows.getString("subject")),
              new TallyRow(rows.getLong("up"), rows.getLong("down"), rows.getLong("version")));
        }
      }
    }
    tx.expect(changes.size(), after.size());
    return after;
  }

  void logEvents(List<LoggedEvent> log) throws SQLException {
    if (log.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = prepare(tx.dialect().logEvents())) {
      ColumnArrays.of(statement)
          .longs(log, e -> e.event().epoch())
          .longs(log, e -> e.event().seq())
          .requests(log, e -> e.event().requestId())
          .texts(log, e -> e.event().subject().poll())
          .texts(log, e -> e.event().subject().key())
          .texts(log, e -> e.event().voter().value())
          .choices(log, e -> e.event().previous())
          .choices(log, e -> e.event().choice())
          .longs(log, e -> e.event().castAt())
          .texts(log, e -> e.event().variant())
          .booleans(log, LoggedEvent::counted);
      tx.expect(log.size(), statement.executeUpdate());
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = tx.connection().prepareStatement(sql);
    statement.setInt(1, partition);
    return statement;
  }

  private static ColumnArrays keys(PreparedStatement statement, List<VoteKey> keys)
      throws SQLException {
    return ColumnArrays.of(statement)
        .texts(keys, k -> k.subject().poll())
        .texts(keys, k -> k.subject().key())
        .texts(keys, k -> k.voter().value());
  }
}
