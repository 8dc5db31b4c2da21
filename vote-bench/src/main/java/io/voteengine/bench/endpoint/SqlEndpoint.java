package io.voteengine.bench.endpoint;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.Choice;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.check.TableCheck;
import io.voteengine.bench.site.PostgresSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** An endpoint that writes each vote to PostgreSQL while its client waits; 16 clients. */
abstract class SqlEndpoint implements Endpoint {
  private static final int CLIENTS = 16;

  private final HikariDataSource pool;
  private final String votes;
  private final String tallies;

  /**
   * @param setup statements that create the tables
   * @param votes selects subject, voter and choice of all votes
   * @param tallies selects subject, up and down of all subjects with votes
   */
  SqlEndpoint(PostgresSpace space, List<String> setup, String votes, String tallies) {
    for (String statement : setup) {
      space.execute(statement);
    }
    this.pool = pool(space, CLIENTS);
    this.votes = votes;
    this.tallies = tallies;
  }

  /** Statements are prepared at once, and kept by the driver for as long as the connection. */
  static HikariDataSource pool(PostgresSpace space, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(space.url());
    config.setUsername(space.user());
    config.setPassword(space.password());
    config.setMaximumPoolSize(connections);
    config.addDataSourceProperty("prepareThreshold", "1");
    return new HikariDataSource(config);
  }

  @Override
  public final int senders() {
    return CLIENTS;
  }

  @Override
  public final Sender sender() {
    return (voter, subject, choice, answered) -> {
      try (Connection connection = pool.getConnection()) {
        answered.accept(vote(connection, Ids.voter(voter), Ids.subject(subject), value(choice)));
      } catch (SQLException e) {
        throw new IllegalStateException("A vote failed", e);
      }
    };
  }

  /** Casts a vote, and returns once it is committed. */
  abstract Answer vote(Connection connection, String voter, String subject, int choice)
      throws SQLException;

  /** Returns 1, -1 or 0. */
  static int value(Choice choice) {
    return choice == Choice.UP ? 1 : choice == Choice.DOWN ? -1 : 0;
  }

  @Override
  public final void drain() {}

  @Override
  public Differences check(Expected expected) {
    return TableCheck.compare(pool, votes, tallies, expected);
  }

  @Override
  public void close() {
    pool.close();
  }
}
