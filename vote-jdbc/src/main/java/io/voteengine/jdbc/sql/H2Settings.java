package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of an H2 database that the ledger refuses. */
final class H2Settings {
  private static final Logger LOG = LoggerFactory.getLogger(H2Settings.class);

  /** Names in upper case, as they are even when H2 does not fold names. */
  private static final String SETTINGS = "SELECT * FROM INFORMATION_SCHEMA.SETTINGS";

  private static final String FOLDED =
      """
      SELECT MIN(TABLE_NAME) FROM INFORMATION_SCHEMA.COLUMNS
      WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND LOWER(TABLE_NAME) LIKE 'vote%'
        AND DATA_TYPE = 'VARCHAR_IGNORECASE'
      """;

  private static final String FROM_ELSEWHERE =
      "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE CLIENT_ADDR IS NOT NULL";

  private static final String BY_BYTES =
      ", and the ledger compares ids by their bytes: make a database without ";

  /** The modes in which the ledger's statements mean the same. */
  private static final Set<String> MODES =
      Set.of("REGULAR", "LEGACY", "PostgreSQL", "MySQL", "MariaDB");

  private H2Settings() {}

  static void refuseUnsafe(Connection connection) throws SQLException {
    Map<String, String> settings = settings(connection);
    if ("TRUE".equals(settings.get("OLD_INFORMATION_SCHEMA"))) {
      throw Settings.refused(
          "H2 shows its information schema as old versions did: take OLD_INFORMATION_SCHEMA out of the URL");
    }
    String mode = settings.getOrDefault("MODE", "");
    if (!MODES.contains(mode)) {
      throw Settings.refused(
          "The H2 database runs in MODE=%s, in which the ledger's statements fail or were never tested: take MODE out of the URL"
              .formatted(mode));
    }
    String collation = settings.getOrDefault("COLLATION", "OFF");
    if (!collation.equals("OFF")) {
      throw Settings.refused(
          "The H2 database compares text by a collation (%s), to which different ids may be equal%sCOLLATION"
              .formatted(collation, BY_BYTES));
    }
    if ("1".equals(settings.get("IGNORECASE"))) {
      throw Settings.refused(
          "The H2 database ignores the case of letters%sIGNORECASE".formatted(BY_BYTES));
    }
    @Nullable String folded = Settings.read(connection, FOLDED)[0];
    if (folded != null) {
      throw Settings.refused(
          "The table %s ignores the case of letters, because it was made where IGNORECASE was set%sIGNORECASE"
              .formatted(folded, BY_BYTES));
    }
    boolean isFile = Settings.read(connection, "CALL DATABASE_PATH()")[0] != null;
    String writeDelay = settings.getOrDefault("WRITE_DELAY", "0");
    if (isFile && !writeDelay.equals("0") && !connection.isReadOnly()) {
      throw Settings.refused(
          "H2 writes its file in the background (WRITE_DELAY=%s), and if the process is killed meanwhile, a part of a commit may be lost: put WRITE_DELAY=0 in the URL"
              .formatted(writeDelay));
    }
    if ("0".equals(settings.get("LOCK_MODE"))) {
      throw Settings.refused(
          "The H2 database locks nothing (LOCK_MODE=0): take LOCK_MODE out of the URL");
    }
    if (isFile && !"0".equals(Settings.read(connection, FROM_ELSEWHERE)[0])) {
      LOG.warn(
          "The H2 file is used over the network: if several processes write to it and the one that"
              + " holds it is killed, a part of a commit may be lost. Use PostgreSQL, MySQL or"
              + " MariaDB for several processes");
    }
  }

  private static Map<String, String> settings(Connection connection) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    return settings;
  }
}
