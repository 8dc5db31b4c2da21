package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of a session on MySQL and MariaDB that could make our statements mean something
 * else, set for one transaction in one statement.
 */
final class MySqlSession {
  /**
   * Strict: a value that does not fit is refused, not cut. Of the session's own modes only those
   * stay by which drivers quote: Connector/J goes by what it saw when it connected.
   */
  private static final String SQL_MODE =
      """
      CONCAT('STRICT_ALL_TABLES',
        IF(FIND_IN_SET('ANSI_QUOTES', @@sql_mode), ',ANSI_QUOTES', ''),
        IF(FIND_IN_SET('NO_BACKSLASH_ESCAPES', @@sql_mode), ',NO_BACKSLASH_ESCAPES', ''))\
      """;

  private static final Map<String, String> OURS =
      Map.of(
          "sql_mode", SQL_MODE,
          // A limit would cut the rows that a statement finds, without a word.
          "sql_select_limit", "18446744073709551615",
          "sql_safe_updates", "0",
          // A commit must neither begin another transaction nor end the session.
          "completion_type", "'NO_CHAIN'");

  private MySqlSession() {}

  /**
   * Sets our variables and more.
   *
   * @param more expressions by name
   * @return puts the former values back
   */
  static Dialect.Step set(Connection connection, Map<String, String> more) throws SQLException {
    TreeMap<String, String> variables = new TreeMap<>(OURS);
    variables.putAll(more);
    List<String> changes = new ArrayList<>();
    List<String> back = new ArrayList<>();
    variables.keySet().forEach(name -> changes.add("@vote_%1$s = @@%1$s".formatted(name)));
    variables.forEach(
        (name, value) -> {
          changes.add("%s = %s".formatted(name, value));
          back.add("%1$s = @vote_%1$s".formatted(name));
        });
    MySqlDialect.execute(connection, "SET " + String.join(", ", changes));
    return () -> MySqlDialect.execute(connection, "SET " + String.join(", ", back));
  }
}
