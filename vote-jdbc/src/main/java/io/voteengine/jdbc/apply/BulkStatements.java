package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** The statements over many rows of one partition. Each takes one round trip. */
public final class BulkStatements {
  /** The most rows of one statement: H2's arrays and MySQL's packets are limited. */
  static final int ROWS = 10_000;

  private final Transaction tx;
  private final int partition;

  public BulkStatements(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /** Returns the existing rows of these keys. */
  public Map<VoteKey, VoteRow> readVotes(List<VoteKey> keys) throws SQLException {
    Map<VoteKey, VoteRow> found = new HashMap<>();
    try (PreparedStatement statement = prepare(tx.dialect().bulk().readVotes(), keys(keys));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        RequestId request = RequestId.of(ColumnValues.uuid(rows, "request_id"));
        found.put(
            keys.get(rows.getInt("n") - 1),
            new VoteRow(
                ColumnValues.choice(rows, "choice"),
                ColumnValues.choice(rows, "voided"),
                ColumnValues.micros(rows, "cast_at"),
                request,
                rows.getBoolean("direct")));
      }
    }
    return found;
  }

  /** Returns one snapshot of each subject, in the given order. */
  public List<SubjectSnapshot> readSubjects(List<SubjectId> subjects) throws SQLException {
    SubjectSnapshot[] found = new SubjectSnapshot[subjects.size()];
    try (PreparedStatement statement = prepare(tx.dialect().bulk().readSubjects(), subjects(subjects));
        ResultSet rows = statement.executeQuery()) {
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
    return List.of(found);
  }

  /** Returns votes on these subjects by subject, retracted ones too, at most this many in total. */
  public Map<SubjectId, List<VoteSnapshot>> readVotesOn(List<SubjectId> subjects, int most)
      throws SQLException {
    Map<SubjectId, List<VoteSnapshot>> found = new HashMap<>();
    String query = tx.dialect().bulk().readVotesOn() + "LIMIT " + most;
    try (PreparedStatement statement = prepare(query, subjects(subjects));
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

  /**
   * Inserts and updates rows.
   *
   * @param found the keys that have a row
   * @return the refused votes, when the database can name them
   */
  @SuppressWarnings("JdkObsolete") // A sorted map is enough.
  Map<VoteKey, RefusedDataException> writeVotes(
      SortedMap<VoteKey, VoteRow> votes, Set<VoteKey> found) throws SQLException {
    Map<VoteKey, RefusedDataException> refused = new HashMap<>();
    if (votes.isEmpty()) {
      return refused;
    }
    List<VoteKey> keys = new ArrayList<>(votes.size());
    votes.keySet().stream().filter(key -> !found.contains(key)).forEach(keys::add);
    int added = keys.size();
    votes.keySet().stream().filter(found::contains).forEach(keys::add);
    List<VoteRow> rows = keys.stream().map(votes::get).toList();
    Columns columns =
        keys(keys)
            .choices(rows, VoteRow::choice)
            .longs(rows, VoteRow::castAt)
            .requests(rows, VoteRow::requestId);
    try (PreparedStatement statement = prepare(tx.dialect().bulk().writeVotes(), columns)) {
      if (!tx.dialect().bulk().tellsRefusedVotes()) {
        long changed = keys.size() - added;
        tx.expect(added + changed * tx.dialect().bulk().rowsPerChange(), statement.executeUpdate());
        return refused;
      }
      statement.setInt(2 + columns.all().size(), added);
      try (ResultSet told = statement.executeQuery()) {
        while (told.next()) {
          SQLException reason = new SQLException(told.getString("reason"), told.getString("state"));
          refused.put(keys.get(told.getInt("n") - 1), new RefusedDataException(reason));
        }
      }
    }
    return refused;
  }

  /** Marks votes, written just now, as not from the journal. */
  void markDirect(SortedMap<VoteKey, VoteRow> votes) throws SQLException {
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                """
                UPDATE vote SET direct = TRUE
                WHERE part = ? AND poll = ? AND subject = ? AND voter = ?
                """)) {
      for (Map.Entry<VoteKey, VoteRow> vote : votes.entrySet()) {
        if (vote.getValue().direct()) {
          statement.setInt(1, partition);
          statement.setString(2, vote.getKey().subject().poll());
          statement.setString(3, vote.getKey().subject().key());
          statement.setString(4, vote.getKey().voter().value());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** Adds to the tallies, and returns the result. */
  public Map<SubjectId, TallyRow> addToTallies(SortedMap<SubjectId, TallyChange> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return Map.of();
    }
    List<SubjectId> subjects = List.copyOf(changes.keySet());
    List<TallyChange> sums = List.copyOf(changes.values());
    Columns columns =
        subjects(subjects)
            .longs(sums, TallyChange::up)
            .longs(sums, TallyChange::down)
            .longs(sums, TallyChange::version)
            .longsOrNulls(sums, TallyChange::firstAt);
    String read = tx.dialect().bulk().readTallies();
    if (read == null) {
      return tallies(tx.dialect().bulk().addToTallies(), columns, changes.size());
    }
    try (PreparedStatement statement = prepare(tx.dialect().bulk().addToTallies(), columns)) {
      tx.expectBetween(
          changes.size(), changes.size() * tx.dialect().bulk().rowsPerChange(), statement.executeUpdate());
    }
    return tallies(read, subjects(subjects), changes.size());
  }

  private Map<SubjectId, TallyRow> tallies(String sql, Columns columns, int expected)
      throws SQLException {
    Map<SubjectId, TallyRow> found = new HashMap<>();
    try (PreparedStatement statement = prepare(sql, columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(
            SubjectId.of(rows.getString("poll"), rows.getString("subject")),
            new TallyRow(rows.getLong("up"), rows.getLong("down"), rows.getLong("version")));
      }
    }
    tx.expect(expected, found.size());
    return found;
  }

  /**
   * Prepares a change of votes around the store: raises the versions of their subjects above all
   * that the store has given out, and marks the subjects as stale. Call once in a transaction,
   * under the partition's lock.
   */
  public void leap(List<SubjectId> subjects) throws SQLException {
    addToTallies(
        new TreeMap<>(subjects.stream().collect(toMap(subject -> subject, s -> TallyChange.LEAP))));
    markStale(subjects);
  }

  /** Marks subjects as changed around the store. Needs the partition's lock. */
  public void markStale(List<SubjectId> subjects) throws SQLException {
    if (subjects.isEmpty()) {
      return;
    }
    long mark = ThreadLocalRandom.current().nextLong();
    Columns columns = subjects(subjects).longs(subjects, subject -> mark);
    try (PreparedStatement statement = prepare(tx.dialect().bulk().markStale(), columns)) {
      tx.expectBetween(
          subjects.size(),
          subjects.size() * tx.dialect().bulk().rowsPerChange(),
          statement.executeUpdate());
    }
  }

  /**
   * Reads the audit log's entries with these requests, of any voter.
   *
   * @param condition a further condition on the log's row e
   */
  List<HistoryEntry> readRequests(List<RequestId> requests, String condition) throws SQLException {
    Columns columns = new Columns().requests(requests, request -> request);
    List<HistoryEntry> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(tx.dialect().bulk().readRequests() + condition, columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(AuditLogTable.entry(rows));
      }
    }
    return found;
  }

  void logEvents(List<LoggedEvent> log) throws SQLException {
    if (log.isEmpty()) {
      return;
    }
    Columns columns =
        new Columns()
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
    try (PreparedStatement statement = prepare(tx.dialect().bulk().logEvents(), columns)) {
      tx.expect(log.size(), statement.executeUpdate());
    }
  }

  private PreparedStatement prepare(String sql, Columns columns) throws SQLException {
    PreparedStatement statement = tx.connection().prepareStatement(sql);
    try {
      statement.setInt(1, partition);
      tx.dialect().bulk().bind(statement, 2, columns.all());
      return statement;
    } catch (Throwable t) {
      statement.close();
      throw t;
    }
  }

  private static Columns subjects(List<SubjectId> subjects) {
    return new Columns().texts(subjects, SubjectId::poll).texts(subjects, SubjectId::key);
  }

  private static Columns keys(List<VoteKey> keys) {
    return new Columns()
        .texts(keys, k -> k.subject().poll())
        .texts(keys, k -> k.subject().key())
        .texts(keys, k -> k.voter().value());
  }
}
