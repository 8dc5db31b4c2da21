package io.voteengine.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.TreeSet;

/** The audit log's partitions on PostgreSQL, one a day, named {@code vote_event_20260131}. */
final class PostgresLogDays {
  /** How long the library may stand still without rows going into the default partition. */
  private static final int DAYS_AHEAD = 7;

  private static final String PREFIX = "vote_event_";
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private PostgresLogDays() {}

  static void part(Connection connection, LocalDate today, LocalDate keptFrom) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Writers of votes would queue up behind us while we wait for a long reader.
      statement.execute("SET LOCAL lock_timeout = '2s'");
      TreeSet<String> days = days(statement);
      for (String day : days.headSet(PREFIX + DAY.format(keptFrom))) {
        statement.execute("DROP TABLE " + day);
      }
      // Not today's, which may have rows in the default partition.
      for (int ahead = 1; ahead <= DAYS_AHEAD; ahead++) {
        LocalDate day = today.plusDays(ahead);
        if (!days.contains(PREFIX + DAY.format(day))) {
          statement.execute(
              "CREATE TABLE %s PARTITION OF vote_event FOR VALUES FROM ('%s') TO ('%s')"
                  .formatted(PREFIX + DAY.format(day), day, day.plusDays(1)));
        }
      }
    }
  }

  private static TreeSet<String> days(Statement statement) throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'vote_event'::regclass AND c.relname ~ '^vote_event_[0-9]{8}$'
            """)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
