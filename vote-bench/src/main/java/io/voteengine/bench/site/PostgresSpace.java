package io.voteengine.bench.site;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spi.VoteLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** A schema of PostgreSQL. */
public final class PostgresSpace implements SqlSpace {
  private final TestDatabase database;

  PostgresSpace(TestDatabase database) {
    this.database = database;
  }

  /** Returns its URL, which names the schema. */
  public String url() {
    return database.url();
  }

  /** Returns the schema's name. */
  public String schema() {
    return text("SELECT current_schema()");
  }

  public String user() {
    return database.user();
  }

  public String password() {
    return database.password();
  }

  /** Executes a statement in a transaction of its own. */
  public void execute(String sql) {
    database.execute(sql);
  }

  @Override
  public void migrate() {
    VoteSchema.migrate(database.dataSource());
  }

  @Override
  public VoteLedger ledger() {
    return JdbcVoteLedger.connect(url(), user(), password());
  }

  @Override
  public long votes() {
    return number("SELECT count(*) FROM vote");
  }

  @Override
  public void settle() {
    database.execute("CHECKPOINT");
  }

  @Override
  public long bytes() {
    return number(
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
            + " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')");
  }

  @Override
  public long logBytes() {
    return number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
  }

  @Override
  public Map<String, Long> parts() {
    Map<String, Long> parts = new LinkedHashMap<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT relname, pg_relation_size(oid) FROM pg_class"
                    + " WHERE relnamespace = current_schema()::regnamespace"
                    + " AND relkind IN ('r', 'm', 'i') ORDER BY 2 DESC")) {
      while (rows.next()) {
        parts.put(rows.getString(1), rows.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The sizes of the tables cannot be read", e);
    }
    return parts;
  }

  String setting(String name) {
    return text("SHOW " + name);
  }

  /** Returns the number that a query selects. */
  public long number(String sql) {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
