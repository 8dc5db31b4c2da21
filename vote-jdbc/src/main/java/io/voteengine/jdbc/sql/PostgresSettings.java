package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of PostgreSQL that the ledger refuses. */
final class PostgresSettings {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSettings.class);

  private PostgresSettings() {}

  static void refuseUnsafe(Connection connection) throws SQLException {
    String[] values =
        Settings.read(
            connection,
            "SELECT current_setting('server_encoding'), current_database(),"
                + " current_setting('fsync')");
    if (!values[0].equals("UTF8")) {
      throw Settings.refused(
          "The database %s is encoded as %s, which cannot represent every id: use a database made with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0"
              .formatted(values[1], values[0]));
    }
    if (values[2].equals("off")) {
      // Test servers are set like this, for example by Testcontainers.
      LOG.warn(
          "PostgreSQL runs with fsync = off: votes reported as durable are lost if its machine"
              + " fails. Set fsync = on wherever votes matter");
    }
  }
}
