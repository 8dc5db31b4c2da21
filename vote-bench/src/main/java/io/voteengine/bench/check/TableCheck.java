package io.voteengine.bench.check;

import io.voteengine.Choice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Compares the tables of an opponent with what must be there. */
public final class TableCheck {
  private TableCheck() {}

  /**
   * Compares every choice and tally.
   *
   * @param votes selects subject, voter and choice (1, -1 or 0) of all votes
   * @param tallies selects subject, up and down of all subjects with votes
   */
  public static Differences compare(
      DataSource database, String votes, String tallies, Expected expected) {
    Differences differences = new Differences();
    Map<String, Choice> choices = new HashMap<>();
    Map<String, String> counts = new HashMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(votes)) {
        while (rows.next()) {
          Choice choice = choice(rows.getInt(3));
          differences.recorded(choice);
          choices.put(rows.getString(1) + " " + rows.getString(2), choice);
        }
      }
      try (ResultSet rows = statement.executeQuery(tallies)) {
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2) + " up, " + rows.getLong(3) + " down");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The tables cannot be read", e);
    }
    expected
        .choices()
        .forEach(
            (key, choice) -> {
              String vote =
                  Ids.subject(Expected.subject(key)) + " " + Ids.voter(Expected.voter(key));
              differences.compare(vote, choices.getOrDefault(vote, Choice.NONE), choice);
            });
    expected
        .tallies()
        .forEach(
            (subject, tally) ->
                differences.compare(
                    "subject " + subject,
                    counts.getOrDefault(Ids.subject(subject), "0 up, 0 down"),
                    tally[0] + " up, " + tally[1] + " down"));
    return differences;
  }

  private static Choice choice(int value) {
    return value > 0 ? Choice.UP : value < 0 ? Choice.DOWN : Choice.NONE;
  }
}
