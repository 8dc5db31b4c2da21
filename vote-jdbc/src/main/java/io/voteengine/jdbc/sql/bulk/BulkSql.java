package io.voteengine.jdbc.sql.bulk;

import io.voteengine.jdbc.sql.bulk.Columns.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements over many rows. They take the partition's number and then {@link Columns}, so that
 * a batch of any size is one round trip.
 */
public sealed interface BulkSql permits PostgresBulkSql, MySqlBulkSql, H2BulkSql {
  /** Binds columns from this parameter on; by default each as one array. */
  default void bind(PreparedStatement statement, int from, List<Column> columns)
      throws SQLException {
    int next = from;
    for (Column column : columns) {
      // PostgreSQL uses the name and the array's class, H2 the elements.
      statement.setArray(
          next++, statement.getConnection().createArrayOf(column.type(), column.values()));
    }
  }

  /** The number of rows that an upsert reports for a row that it found and changed. */
  default int rowsPerChange() {
    return 1;
  }

  /** Selects those of the given polls that are sealed or ballot polls; takes no partition. */
  default String sealedOrBallotPolls() {
    return """
        SELECT name, rules, state, is_over, revision FROM vote_poll
        WHERE (state = 'SEALED' OR rules LIKE '%votesPerVoter=%')
          AND name = ANY (CAST(? AS VARCHAR ARRAY))
        """;
  }

  String readVotes();

  String readSubjects();

  /** Selects all votes on the given subjects; a limit may follow. */
  String readVotesOn();

  /** Selects the votes of the given voters in the given polls that are not NONE. */
  String readHeld();

  String writeVotes();

  /**
   * Whether {@link #writeVotes} writes what it can and returns the rest, as place (from 1),
   * SQLSTATE and reason; its last parameter is the number of leading votes that have no row yet. If
   * not, it is an update that fails as a whole.
   */
  default boolean namesRefusedVotes() {
    return false;
  }

  /** Adds to the tallies. Also selects the result, unless {@link #readTallies} does. */
  String addToTallies();

  /** Selects tallies by their subjects; null when {@link #addToTallies} does so. */
  default @Nullable String readTallies() {
    return null;
  }

  /** Inserts marks of stale subjects, or replaces them. */
  String markStale();

  String logEvents();

  /**
   * Selects entries of the audit log, named e, by their requests; further conditions may follow.
   */
  String readRequests();
}
