package io.voteengine.jdbc.sql.bulk;

import io.voteengine.jdbc.sql.bulk.Columns.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The statements over many rows. They take {@link Columns}, so that a batch of any size is one
 * round trip.
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

  /** Selects those of the given polls that are sealed or ballot polls. */
  default String sealedOrBallotPolls() {
    return """
        SELECT name, rules, state, is_over, revision FROM vote_poll
        WHERE (state = 'SEALED' OR rules LIKE '%votesPerVoter=%')
          AND name = ANY (CAST(? AS VARCHAR ARRAY))
        """;
  }

  /**
   * Moves partitions, given by number, epoch, identity, sequence and chain value, to other
   * sequences and chain values.
   */
  String advancePartitions();

  /** Selects the tallies of subjects, given by partition, poll and key, and what hosts record. */
  String findTallies();

  /** Inserts tallies without votes for subjects, given by partition, poll and key. */
  String createTallies();

  /** Adds to tallies, given by their ids. */
  String addToTallies();

  /** Sets what hosts record about subjects: listing, posting time and owner, by tallies' ids. */
  String recordSubjects();

  /** Adds to the scores of owners, given by partition and owner, or inserts them. */
  String addToOwnerScores();

  /** Copies tallies, given by their ids, to where they are ranked. */
  String rankTallies();

  /** Selects votes, given by the ids of their tallies and by their voters. */
  String readVotes();

  /** Selects votes, given by partition, poll, subject and voter. */
  String findVotes();

  /** Selects the tallies of subjects, and whether each has no votes at all. */
  String readSubjects();

  /** Selects all votes on subjects, given by partition, poll and key; a limit may follow. */
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

  /** Inserts marks of stale subjects, or replaces them. */
  String markStale();

  String logEvents();

  /**
   * Selects entries of the audit log, named e, by their requests, with their tallies, named t;
   * further conditions may follow.
   */
  String readRequests();
}
