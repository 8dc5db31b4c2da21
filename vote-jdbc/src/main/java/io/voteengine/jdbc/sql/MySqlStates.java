package io.voteengine.jdbc.sql;

import java.util.Map;

/** The states that the numbers of MySQL's and MariaDB's errors mean; most have a generic one. */
final class MySqlStates {
  private static final Map<Integer, String> MYSQL =
      Map.ofEntries(
          Map.entry(1062, "23505"), // duplicate key
          Map.entry(1205, SqlStates.TIMEOUT), // lock wait
          Map.entry(1317, SqlStates.TIMEOUT), // interrupted
          Map.entry(1969, SqlStates.TIMEOUT), // MariaDB's max_statement_time
          Map.entry(3024, SqlStates.TIMEOUT), // MySQL's max_execution_time
          Map.entry(1044, SqlStates.NO_PRIVILEGE), // on the database
          Map.entry(1142, SqlStates.NO_PRIVILEGE), // on a table
          Map.entry(1143, SqlStates.NO_PRIVILEGE), // on a column
          Map.entry(1227, SqlStates.NO_PRIVILEGE), // of administrators
          Map.entry(1049, "3D000"), // no such database
          Map.entry(1290, SqlStates.READ_ONLY), // read_only
          Map.entry(1836, SqlStates.READ_ONLY), // read-only mode
          Map.entry(1021, SqlStates.FULL), // disk full
          Map.entry(1114, SqlStates.FULL), // table full
          Map.entry(1040, "53300"), // too many connections
          Map.entry(1203, "53300"), // of this user
          Map.entry(1226, "53300"), // a user's limit
          Map.entry(1265, "22000"), // data truncated
          Map.entry(1364, "23502"), // a column without a default
          Map.entry(1366, "22000"), // incorrect value for a column
          Map.entry(1369, "44000"), // a view's check option
          Map.entry(1526, "23514"), // no partition for a value
          Map.entry(3819, "23514"), // MySQL's check constraint
          Map.entry(4025, "23514")); // MariaDB's

  private MySqlStates() {}

  static String of(int number, String state) {
    return MYSQL.getOrDefault(number, state);
  }
}
