package io.voteengine.bench.ledger;

import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes the rows of a {@link VoteStream} by the database alone: one INSERT … SELECT for each
 * table, from temporary tables, in one transaction. Tables and indexes are the ledger's, in a
 * schema of their own.
 */
final class ServerSideInsert implements AutoCloseable {
  private final TestDatabase database = TestDatabase.postgres();
  private final Connection connection;

  ServerSideInsert(int subjects, int voters) throws SQLException {
    VoteSchema.migrate(database.dataSource());
    connection = database.dataSource().getConnection();
    execute(
        ServerSideSql.NEW_VOTES.formatted(voters, subjects, VoteStream.START),
        ServerSideSql.CHANGED_VOTES.formatted(voters),
        ServerSideSql.TALLIES,
        "ANALYZE");
  }

  void clear() {
    database.execute("TRUNCATE vote, vote_tally, vote_event");
  }

  void insert() throws SQLException {
    execute(ServerSideSql.INSERT);
  }

  void change() throws SQLException {
    execute(ServerSideSql.CHANGE);
  }

  /** Executes the statements in one transaction. */
  private void execute(String... statements) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
  }
}
