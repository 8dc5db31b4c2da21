package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** The settings of MySQL and MariaDB, and of their drivers, that the ledger refuses. */
final class MySqlSettings {
  /** The size of a batch of 10,000 votes with the longest ids. */
  private static final long LEAST_PACKET = 16L << 20;

  private MySqlSettings() {}

  static void refuseUnsafe(Connection connection) throws SQLException {
    String[] values =
        Settings.read(
            connection,
            "SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog,"
                + " @@character_set_client, @@max_allowed_packet");
    // Whether a commit waits for the disk is a setting of the server, not of a session. MariaDB's 3
    // is 1 in the way of older versions.
    if (!values[0].equals("1") && !values[0].equals("3")) {
      throw forgets("innodb_flush_log_at_trx_commit", values[0]);
    }
    if (!values[1].equals("0") && !values[2].equals("1")) {
      throw forgets("sync_binlog", values[2]);
    }
    if (!values[3].equals("utf8mb4")) {
      throw Settings.refused(
          "The ledger's connection is encoded as %s, which cannot represent every id: set characterEncoding=UTF-8 in the URL"
              .formatted(values[3]));
    }
    if (Long.parseLong(values[4]) < LEAST_PACKET) {
      throw Settings.refused(
          "The database server has max_allowed_packet = %s, too little for a batch of votes: set max_allowed_packet = 16M or more"
              .formatted(values[4]));
    }
    // MariaDB's driver reports its options here.
    if (String.valueOf(connection.getMetaData().getURL()).contains("transactionReplay=true")) {
      throw Settings.refused(
          "MariaDB's driver is set to repeat transactions by itself (transactionReplay=true), so votes could count twice: take it out of the URL");
    }
  }

  private static RuntimeException forgets(String variable, String value) {
    return Settings.refused(
        "The database server has %1$s = %2$s, so it may lose what it has committed when its machine fails: set %1$s = 1"
            .formatted(variable, value));
  }
}
