package io.voteengine.bench.endpoint;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.TableCheck;
import io.voteengine.bench.site.PostgresSpace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what Redis counted to SQL: many rows in one statement. */
final class SqlSync implements AutoCloseable {
  private static final String WRITE_VOTES =
      """
      INSERT INTO vote (subject, voter, choice, cast_at)
      SELECT s, v, c, now() FROM unnest(?::varchar[], ?::varchar[], ?::smallint[]) AS t (s, v, c)
      ON CONFLICT (subject, voter) DO UPDATE SET choice = excluded.choice, cast_at = now()
      """;

  private static final String WRITE_COUNTERS =
      """
      INSERT INTO subject (id, up, down)
      SELECT s, u, d FROM unnest(?::varchar[], ?::bigint[], ?::bigint[]) AS t (s, u, d)
      ON CONFLICT (id) DO UPDATE SET up = excluded.up, down = excluded.down
      """;

  private final HikariDataSource pool;

  SqlSync(PostgresSpace space, List<String> setup) {
    setup.forEach(space::execute);
    pool = SqlEndpoint.pool(space, 2);
  }

  /** A vote as the queue has it. */
  record QueuedVote(String subject, String voter, int choice) {}

  /** The counts of a subject as Redis has them. */
  record Counter(String subject, long up, long down) {}

  /** Writes votes in their order: one voter's last vote on a subject stays. */
  void votes(List<QueuedVote> votes) {
    Map<String, QueuedVote> last = new LinkedHashMap<>();
    votes.forEach(vote -> last.put(vote.subject() + " " + vote.voter(), vote));
    write(
        WRITE_VOTES,
        last.values().stream().map(QueuedVote::subject).toArray(),
        last.values().stream().map(QueuedVote::voter).toArray(),
        last.values().stream().map(vote -> (short) vote.choice()).toArray());
  }

  void counters(List<Counter> counters) {
    write(
        WRITE_COUNTERS,
        counters.stream().map(Counter::subject).toArray(),
        counters.stream().map(Counter::up).toArray(),
        counters.stream().map(Counter::down).toArray());
  }

  private void write(String sql, Object[] first, Object[] second, Object[] third) {
    if (first.length == 0) {
      return;
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("varchar", first));
      boolean votes = sql.equals(WRITE_VOTES);
      statement.setArray(2, connection.createArrayOf(votes ? "varchar" : "int8", second));
      statement.setArray(3, connection.createArrayOf(votes ? "int2" : "int8", third));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The sync to SQL failed", e);
    }
  }

  Differences check(Expected expected) {
    return TableCheck.compare(pool, SqlTables.VOTES, SqlTables.TALLIES, expected);
  }

  @Override
  public void close() {
    pool.close();
  }
}
