package io.voteengine.bench.endpoint;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The endpoint that locks the subject's row: lock, upsert of the vote, counter, event row, in one
 * transaction for each vote.
 */
final class RowLock extends SqlEndpoint {
  private static final String LOCK = "SELECT up, down FROM subject WHERE id = ? FOR UPDATE";

  /** Returns whether the vote was written, and the choice before it. */
  private static final String UPSERT =
      """
      WITH former AS (SELECT choice FROM vote WHERE subject = ? AND voter = ?),
      written AS (
        INSERT INTO vote (subject, voter, choice, cast_at) VALUES (?, ?, ?, now())
        ON CONFLICT (subject, voter) DO UPDATE SET choice = excluded.choice, cast_at = now()
        WHERE vote.cast_at <= now() - make_interval(secs => ?)
        RETURNING 1)
      SELECT (SELECT count(*) FROM written), coalesce((SELECT choice FROM former), 0)
      """;

  private static final String COUNT =
      "UPDATE subject SET up = up + ?, down = down + ? WHERE id = ?";

  private static final String LOG =
      "INSERT INTO event (subject, voter, former, choice) VALUES (?, ?, ?, ?)";

  private final int limitSeconds;

  RowLock(PostgresSpace space, Workload workload) {
    super(
        space,
        SqlTables.with(workload, SqlTables.VOTE, SqlTables.EVENT),
        SqlTables.VOTES,
        SqlTables.TALLIES);
    limitSeconds = workload.limitSeconds();
  }

  @Override
  Answer vote(Connection connection, String voter, String subject, int choice) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement lock = connection.prepareStatement(LOCK);
        PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      lock.setString(1, subject);
      lock.execute();
      upsert.setString(1, subject);
      upsert.setString(2, voter);
      upsert.setString(3, subject);
      upsert.setString(4, voter);
      upsert.setInt(5, choice);
      upsert.setInt(6, limitSeconds);
      int former;
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        if (row.getInt(1) == 0) {
          connection.rollback();
          return Answer.LIMITED;
        }
        former = row.getInt(2);
      }
      count(connection, voter, subject, former, choice);
      connection.commit();
      return Answer.ACCEPTED;
    }
  }

  private static void count(
      Connection connection, String voter, String subject, int former, int choice)
      throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT);
        PreparedStatement log = connection.prepareStatement(LOG)) {
      count.setInt(1, Math.max(choice, 0) - Math.max(former, 0));
      count.setInt(2, Math.max(-choice, 0) - Math.max(-former, 0));
      count.setString(3, subject);
      count.executeUpdate();
      log.setString(1, subject);
      log.setString(2, voter);
      log.setInt(3, former);
      log.setInt(4, choice);
      log.executeUpdate();
    }
  }
}
