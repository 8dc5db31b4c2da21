package io.voteengine.jdbc.sql;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.sql.Columns.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. The statements over many rows take the partition's number and
 * then {@link Columns}, so that a batch of any size is one round trip.
 */
public sealed interface Dialect permits PostgresDialect, MySqlDialect, H2Dialect {
  /**
   * How long a transaction may wait for its own node. One that froze would hold its partition's
   * lock until it went on.
   */
  Duration LONGEST_IDLE = Duration.ofSeconds(5);

  /** Folder of the migrations. */
  String folder();

  /** Selects the names of the tables that unqualified names reach. */
  String tables();

  /**
   * Makes sure that a connection that comes with auto-commit off carries no work of others, which
   * our commit or rollback would end. What a pool did to prepare it is committed, to stay.
   *
   * @throws VoteConfigurationException when it carries any, which is left as it is
   */
  void claim(Connection connection) throws SQLException;

  /** What {@link #claim} throws. */
  static VoteConfigurationException workOfOthers() {
    return new VoteConfigurationException(
        "The data source gave the ledger a connection in the middle of a transaction that somebody"
            + " else has begun; the ledger has left it as it was and did nothing. Give it the pool"
            + " itself, not a proxy that shares the connections of the application's transactions,"
            + " or call it outside of them. Of a pool with auto-commit off, have no test query or"
            + " initial statement read tables.",
        null);
  }

  /**
   * Readies a connection, auto-commit off, for one transaction at READ COMMITTED.
   *
   * @throws SQLException in the state 25006 where the server is a replica, which not even reads may
   *     take for the ledger; some databases find out at the first write only
   */
  Step begin(Connection connection, Duration timeout) throws SQLException;

  /**
   * Commits; on return the server has confirmed it, and it is on disk.
   *
   * @throws LostCommitException when it may have happened
   * @throws SQLException when it has certainly not happened
   */
  void commit(Connection connection) throws SQLException;

  /** As {@link #commit}, but somebody has to look whether the driver told the truth. */
  default void commitUnconfirmed(Connection connection) throws SQLException {
    commit(connection);
  }

  /** Waits until everything that this connection could see is on disk. */
  void settle(Connection connection) throws SQLException;

  /**
   * Refuses a server whose settings break what the ledger promises, where no session can mend it.
   */
  default void refuseUnsafe(Connection connection) throws SQLException {}

  /** Lets one node at a time migrate, until the step that is returned or the transaction's end. */
  Step lockSchema(Connection connection) throws SQLException;

  /** The expression, made to order by Unicode code points. */
  String byCodePoint(String expression);

  /** Orders a poll's tallies by a column, and by code points where equal, as the index does. */
  default String highestFirst(String column) {
    return column + " DESC, subject";
  }

  /** Orders entries of the audit log by their moment, as the index on these columns does. */
  default String newestFirst(String columns) {
    return "cast_at DESC";
  }

  /** The present by the database's clock, as a column for moments takes it. */
  default String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** Today by the database's clock, in UTC. */
  default String today() {
    return "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE)";
  }

  /** How many whole intervals of so many microseconds fit between two moments in their order. */
  String intervals(String from, String to, String micros);

  /** What a moment in microseconds is to be bound as. */
  default Object moment(long micros) {
    return Values.moment(micros);
  }

  /** What a UUID is to be bound as. */
  default Object uuid(UUID value) {
    return value;
  }

  /** Binds columns from this parameter on; here as one array each. */
  default void bind(PreparedStatement statement, int from, List<Column> columns)
      throws SQLException {
    int next = from;
    for (Column column : columns) {
      // PostgreSQL goes by the name and by the array's class, H2 by the elements.
      statement.setArray(
          next++, statement.getConnection().createArrayOf(column.type(), column.values()));
    }
  }

  /** As how many rows an upsert reports a row that it found and changed. */
  default int rowsPerChange() {
    return 1;
  }

  /** Selects those of the given polls that are sealed; takes no partition. */
  default String sealedPolls() {
    return """
        SELECT name FROM vote_poll
        WHERE state = 'SEALED' AND name = ANY (CAST(? AS VARCHAR ARRAY))
        """;
  }

  String readVotes();

  String readSubjects();

  /** Selects all votes on the given subjects; a limit may follow. */
  String readVotesOn();

  String writeVotes();

  /**
   * Whether {@link #writeVotes} writes what it can and returns the rest, as place (from 1),
   * SQLSTATE and reason; its last parameter says how many of the first have no row yet. Where not,
   * it is an update that fails as a whole.
   */
  default boolean tellsRefusedVotes() {
    return false;
  }

  /** Adds to the tallies, and selects what they are now unless {@link #readTallies} does. */
  String addToTallies();

  /** Selects tallies by their subjects; null where {@link #addToTallies} has done so. */
  default @Nullable String readTallies() {
    return null;
  }

  /** Inserts marks of stale subjects, or sets them anew. */
  String markStale();

  String logEvents();

  /**
   * Selects entries of the audit log, named e, by their requests; further conditions may follow.
   */
  String readRequests();

  /** Whether the audit log is partitioned by days; else it is one table. */
  default boolean partitionsLog() {
    return false;
  }

  /** Deletes rows of a table of the audit log from before a day, at most so many. */
  String deleteLog(String table);

  /** Deletes rows that a backup has in a partition, at most so many. */
  String deleteBackup();

  /** Part of a transaction; {@link #begin} returns the one that takes its settings back. */
  @FunctionalInterface
  interface Step {
    void run() throws SQLException;
  }
}
