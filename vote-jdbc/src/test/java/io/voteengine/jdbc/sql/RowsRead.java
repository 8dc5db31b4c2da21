package io.voteengine.jdbc.sql;

import io.voteengine.jdbc.testing.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Counts how many rows a query reads in all its steps, as the database reports it. */
public final class RowsRead {
  /** Ten rows n from 0, for joins with themselves. */
  public static final String DIGITS;

  static {
    StringBuilder digits = new StringBuilder("(SELECT 0 AS n");
    for (int i = 1; i < 10; i++) {
      digits.append(" UNION ALL SELECT ").append(i);
    }
    DIGITS = digits.append(")").toString();
  }

  private RowsRead() {}

  public static long by(Database kind, Connection connection, String query, Object... arguments)
      throws SQLException {
    return switch (kind) {
      case POSTGRES ->
          sum(execute(connection, "EXPLAIN ANALYZE " + query, arguments), "actual.* rows=(\\d+)");
      case H2 ->
          sum(execute(connection, "EXPLAIN ANALYZE " + query, arguments), "scanCount: (\\d+)");
      case MARIADB, MYSQL -> {
        long before = handlerReads(connection);
        execute(connection, query, arguments);
        yield handlerReads(connection) - before;
      }
    };
  }

  private static long handlerReads(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%'")) {
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong(2);
      }
      return sum;
    }
  }

  private static String execute(Connection connection, String query, Object... arguments)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }

  private static long sum(String plan, String number) {
    return Pattern.compile(number)
        .matcher(plan)
        .results()
        .map(MatchResult::group)
        .mapToLong(text -> Long.parseLong(text.replaceAll(".*\\D", "")))
        .sum();
  }
}
