package io.voteengine.jdbc;

import io.voteengine.VoteConfigurationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Finds the dialect of a database by what its driver says. */
final class Dialects {
  private static final int OLDEST_POSTGRES = 14;
  private static final int OLDEST_H2 = 2;

  private Dialects() {}

  static Dialect of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    return of(
        database.getDatabaseProductName(),
        database.getDatabaseMajorVersion(),
        database.getDatabaseProductVersion());
  }

  static Dialect of(String product, int version, String versionText) {
    if (product.equals("PostgreSQL") && version >= OLDEST_POSTGRES) {
      return new PostgresDialect();
    }
    if (product.equals("H2") && version >= OLDEST_H2) {
      return new H2Dialect();
    }
    throw new VoteConfigurationException(
        "The ledger cannot run on "
            + product
            + " "
            + versionText
            + ": use PostgreSQL 14 or newer, or H2 2.4.",
        null);
  }
}
