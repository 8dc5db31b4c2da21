package io.voteengine.bench.endpoint;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of the Voter benchmark, as BenchBase has it: look up the contestant, count the
 * votes of the phone number, look up its state, insert the vote; serializable, tried again after
 * conflicts. The votes of a contestant are counted when somebody asks for them.
 */
public final class VoterTransaction extends SqlEndpoint {
  private static final int MOST = 2;
  private static final String CONFLICT = "40001";

  VoterTransaction(PostgresSpace space, Workload workload) {
    super(
        space,
        setup(workload),
        "SELECT 's' || lpad(contestant_number::text, 7, '0'), 'u' || lpad(phone_number::text, 9, '0'),"
            + " 1 FROM votes",
        "SELECT 's' || lpad(contestant_number::text, 7, '0'), count(*), 0 FROM votes"
            + " GROUP BY contestant_number");
  }

  /** Returns statements that create the tables. */
  public static List<String> setup(Workload workload) {
    List<String> tables = new ArrayList<>();
    tables.add(
        "CREATE TABLE contestants (contestant_number INTEGER PRIMARY KEY,"
            + " contestant_name VARCHAR(50) NOT NULL)");
    tables.add("CREATE TABLE area_code_state (area_code SMALLINT PRIMARY KEY, state VARCHAR(2))");
    tables.add(
        "CREATE TABLE votes (vote_id BIGINT NOT NULL, phone_number BIGINT NOT NULL,"
            + " state VARCHAR(2) NOT NULL, contestant_number INTEGER NOT NULL"
            + " REFERENCES contestants (contestant_number), created TIMESTAMP NOT NULL)");
    tables.add("CREATE INDEX idx_votes_phone_number ON votes (phone_number)");
    tables.add(
        "INSERT INTO contestants SELECT n, 'contestant ' || n FROM generate_series(0, "
            + (workload.subjectCount() - 1)
            + ") n");
    tables.add("INSERT INTO area_code_state SELECT n, 'NY' FROM generate_series(0, 999) n");
    tables.add("ANALYZE contestants");
    tables.add("ANALYZE area_code_state");
    return tables;
  }

  @Override
  Answer vote(Connection connection, String voter, String subject, int choice) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    while (true) {
      try {
        Answer answer = attempt(connection, number(voter), (int) number(subject));
        connection.commit();
        return answer;
      } catch (SQLException e) {
        connection.rollback();
        if (!CONFLICT.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  private static Answer attempt(Connection connection, long phone, int contestant)
      throws SQLException {
    if (one(
            connection,
            "SELECT contestant_number FROM contestants WHERE contestant_number = ?",
            contestant)
        == null) {
      return Answer.REFUSED;
    }
    String votes = one(connection, "SELECT count(*) FROM votes WHERE phone_number = ?", phone);
    if (votes == null || Long.parseLong(votes) >= MOST) {
      return Answer.LIMITED;
    }
    String state =
        one(connection, "SELECT state FROM area_code_state WHERE area_code = ?", phone / 1_000_000);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO votes (vote_id, phone_number, state, contestant_number, created)"
                + " VALUES (?, ?, ?, ?, now())")) {
      insert.setLong(1, phone);
      insert.setLong(2, phone);
      insert.setString(3, state == null ? "XX" : state);
      insert.setInt(4, contestant);
      insert.executeUpdate();
    }
    return Answer.ACCEPTED;
  }

  private static @Nullable String one(Connection connection, String sql, long key)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(1));
  }
}
