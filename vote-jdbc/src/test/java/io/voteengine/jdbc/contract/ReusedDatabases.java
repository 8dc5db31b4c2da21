package io.voteengine.jdbc.contract;

import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.AtExit;
import io.voteengine.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Databases with the ledger's schema that tests use one after the other: a migration takes longer
 * than most tests.
 */
public final class ReusedDatabases {
  private final Supplier<TestDatabase> fresh;
  private final Deque<Reused> free = new ArrayDeque<>();
  private boolean willDrop;

  public ReusedDatabases(Supplier<TestDatabase> fresh) {
    this.fresh = fresh;
  }

  /** Returns a migrated database without any rows that a migration does not write. */
  public synchronized Reused take() {
    Reused reused = free.poll();
    if (reused != null) {
      return reused;
    }
    Reused added = new Reused(this, fresh.get());
    if (!willDrop) {
      AtExit.run(this::drop); // Only now, so that it runs before the server is stopped.
      willDrop = true;
    }
    return added;
  }

  private synchronized void giveBack(Reused reused) {
    free.push(reused);
  }

  private synchronized void drop() {
    free.forEach(reused -> reused.database.close());
  }

  /**
   * One of the databases. Closing it empties it for the next test, or drops it if its tables
   * changed.
   */
  public static final class Reused implements AutoCloseable {
    public final TestDatabase database;
    private final ReusedDatabases home;
    private final Set<String> tables;

    /** Deletes the rows of the tables that a migration leaves empty. */
    private final List<String> clear;

    private Reused(ReusedDatabases home, TestDatabase database) {
      this.home = home;
      this.database = database;
      VoteSchema.migrate(database.dataSource());
      tables = inTransaction(Reused::tables);
      clear =
          tables.stream()
              .filter(table -> !inTransaction(connection -> hasRows(connection, table)))
              .map(table -> "DELETE FROM " + table)
              .toList();
    }

    @Override
    public void close() {
      if (inTransaction(Reused::tables).equals(tables)) {
        inTransaction(connection -> execute(connection, clear));
        home.giveBack(this);
      } else {
        database.close();
      }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
      Set<String> names = new TreeSet<>();
      DatabaseMetaData metaData = connection.getMetaData();
      try (ResultSet rows =
          metaData.getTables(connection.getCatalog(), connection.getSchema(), null, null)) {
        while (rows.next()) {
          // PostgreSQL's driver reports no type for a partitioned index.
          if (rows.getString("TABLE_NAME").matches("(?i)vote_?\\w*")
              && String.valueOf(rows.getString("TABLE_TYPE")).endsWith("TABLE")) {
            names.add(rows.getString("TABLE_NAME"));
          }
        }
      }
      return names;
    }

    private static boolean hasRows(Connection connection, String table) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
        return rows.next();
      }
    }

    private static List<Integer> execute(Connection connection, List<String> statements)
        throws SQLException {
      List<Integer> rows = new ArrayList<>();
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          rows.add(statement.executeUpdate(sql));
        }
      }
      return rows;
    }

    private <T> T inTransaction(Work<T> work) {
      try (Connection connection = database.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }
}
