package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a session, and makes the messages that refuse them. */
public final class Settings {
  private Settings() {}

  /** Returns one row of texts. */
  static @Nullable String[] read(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      @Nullable String[] values = new String[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.getString(i + 1);
      }
      return values;
    }
  }

  /**
   * Refuses settings that the ledger cannot work with and cannot change for its own transactions.
   */
  public static void refuseUnsafe(Transaction tx) throws SQLException {
    try (Statement statement = tx.connection().createStatement()) {
      if (statement.getMaxRows() != 0) {
        throw refused(
            "The database driver is set to return %d rows at most, so the ledger would miss votes: take maxRows out of the URL"
                .formatted(statement.getMaxRows()));
      }
    }
    tx.dialect().refuseUnsafe(tx.connection());
  }

  static VoteConfigurationException refused(String sentence) {
    return new VoteConfigurationException(sentence + ".", null);
  }
}
