package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The session variables of MySQL and MariaDB that could change the meaning of our statements. One
 * statement sets them for one transaction.
 */
final class MySqlSession {
  /**
   * Strict: a value that does not fit is refused, not cut. Of the session's own modes only those
   * for quoting stay, since Connector/J uses the modes that it saw when it connected.
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
          // A limit would silently cut the rows that a statement finds.
          "sql_select_limit", "18446744073709551615",
          "sql_safe_updates", "0",
          // A commit must neither begin another transaction nor end the session.
          "completion_type", "'NO_CHAIN'");

  private MySqlSession() {}

  /**
   * Sets our variables and further ones.
   *
   * @param more expressions by name
   * @return the step that sets the former values again
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
