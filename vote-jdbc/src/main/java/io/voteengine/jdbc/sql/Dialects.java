package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the dialect of a database from what its driver reports. */
final class Dialects {
  private static final int OLDEST_POSTGRES = 14;
  private static final int OLDEST_MYSQL = 8;
  private static final int OLDEST_H2 = 2;

  /** MySQL's driver takes MariaDB for MySQL, and some versions of MariaDB for version 5.5.5. */
  private static final Pattern MARIADB = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");

  /** Databases that claim to be MySQL or PostgreSQL, and lack what the ledger needs. */
  private static final Pattern ALIKE = Pattern.compile("-YB-|-TiDB-|Vitess");

  private Dialects() {}

  static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    Dialect dialect =
        of(
            database.getDatabaseProductName(),
            database.getDatabaseMajorVersion(),
            database.getDatabaseProductVersion());
    return dialect instanceof H2Dialect ? H2Dialect.of(connection) : dialect;
  }

  static Dialect of(String product, int version, String versionText) {
    if (ALIKE.matcher(versionText).find()) {
      throw refused(product + " " + versionText);
    }
    Matcher mariaDb = MARIADB.matcher(versionText);
    if (product.equals("PostgreSQL") && version >= OLDEST_POSTGRES) {
      return new PostgresDialect();
    }
    if (mariaDb.find()) {
      int major = Integer.parseInt(mariaDb.group(1));
      if (major > 10 || (major == 10 && Integer.parseInt(mariaDb.group(2)) >= 11)) {
        return new MySqlDialect(true);
      }
    } else if (product.equals("MySQL") && version >= OLDEST_MYSQL) {
      return new MySqlDialect(false);
    }
    if (product.equals("H2") && version >= OLDEST_H2) {
      return new H2Dialect(null);
    }
    throw refused(product + " " + versionText);
  }

  private static VoteConfigurationException refused(String database) {
    return new VoteConfigurationException(
        "The ledger cannot run on "
            + database
            + ": use PostgreSQL 14, MySQL 8.0, MariaDB 10.11, or newer, or H2 2.4.",
        null);
  }
}
