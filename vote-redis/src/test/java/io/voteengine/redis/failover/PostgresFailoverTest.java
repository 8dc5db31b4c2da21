package io.voteengine.redis.failover;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.testing.LogLines;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL's primary fails at 500 votes a second, and its replica takes over. */
@Tag("servers")
@Tag("chaos")
class PostgresFailoverTest {
  private static final long PACE_MICROS = 2_000;

  /** The way in which the primary ends. */
  enum Way {
    /** Planned: it runs on with all connections open, and accepts no more writes. */
    BECOMES_READ_ONLY,
    DIES
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void votesAreDurableAgainAndNoneIsLostOrDoubled(Way way) {
    try (RedisProcess redis = RedisProcess.start();
        ServerProgram primary = ServerProgram.postgres(null);
        ServerProgram replica = ServerProgram.replicaOf(primary)) {
      // A confirmed commit is on the replica.
      execute(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
      execute(primary, "SELECT pg_reload_conf()");
      String url = url(primary, replica);
      PGSimpleDataSource tables = new PGSimpleDataSource();
      tables.setURL(url);
      tables.setUser(primary.server().user());
      VoteSchema.migrate(tables);
      try (VoteEngine engine =
          VoteEngine.builder(
                  RedisVoteStore.connect(redis.uri()),
                  JdbcVoteLedger.connect(url, primary.server().user(), ""))
              .partitions(4)
              .reconciler(Reconciler.withDefaults())
              .build()) {
        vote(engine, way, primary, replica);
      }
    }
  }

  private static void vote(
      VoteEngine engine, Way way, ServerProgram primary, ServerProgram replica) {
    engine.polls().define(Poll.named("posts").unlimited());
    AtomicInteger cast = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger durable = new AtomicInteger();
    AtomicLong fence = new AtomicLong(Long.MAX_VALUE);
    AtomicLong again = new AtomicLong();
    LogLines lines = LogLines.record();
    ScheduledExecutorService crowd = Executors.newScheduledThreadPool(2);
    try {
      crowd.scheduleAtFixedRate(
          () -> {
            int i = cast.getAndIncrement();
            long at = System.nanoTime();
            CastResult result =
                engine.cast(
                    VoterId.of("voter-" + i), SubjectId.of("posts", "s" + i % 50), Choice.UP);
            if (result instanceof CastResult.Accepted vote) {
              accepted.incrementAndGet();
              vote.durable()
                  .thenRun(
                      () -> {
                        durable.incrementAndGet();
                        if (at > fence.get()) {
                          again.compareAndSet(0, System.nanoTime());
                        }
                      });
            }
          },
          0,
          PACE_MICROS,
          TimeUnit.MICROSECONDS);
      await().atMost(AMPLE).until(() -> durable.get() > 500);
      end(way, primary, replica);
      fence.set(System.nanoTime());
      assertThat(ask(replica, "SELECT pg_promote()")).isEqualTo("t");
      long promoted = System.nanoTime();
      await().atMost(AMPLE).until(() -> again.get() != 0);
      int then = durable.get();
      await().atMost(AMPLE).until(() -> durable.get() > then + 500);
      System.out.printf(
          "%s: durable again %d ms after the primary had gone, %d ms after the replica was"
              + " promoted%n",
          way, millis(again.get() - fence.get()), millis(again.get() - promoted));
    } finally {
      crowd.shutdown();
    }
    await().atMost(AMPLE).until(crowd::isTerminated);
    assertThat(engine.drain(AMPLE)).isTrue();
    await().atMost(AMPLE).untilAsserted(() -> assertThat(durable).hasValue(accepted.get()));
    assertThat(accepted).hasValue(cast.get());
    assertThat(engine.auditNow("posts").exact()).isTrue();
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(accepted.get());
    assertThat(lines.own()).hasSizeLessThan(20);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Once this returns, no vote can become durable on the former primary. */
  private static void end(Way way, ServerProgram primary, ServerProgram replica) {
    if (way == Way.DIES) {
      primary.kill();
    } else {
      execute(primary, "ALTER SYSTEM SET default_transaction_read_only = on");
      execute(primary, "SELECT pg_reload_conf()");
      await()
          .atMost(AMPLE)
          .until(
              () ->
                  ask(
                          primary,
                          "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL")
                      .equals("0"));
      String end = ask(primary, "SELECT pg_current_wal_lsn()");
      await()
          .atMost(AMPLE)
          .until(
              () -> ask(replica, "SELECT pg_last_wal_replay_lsn() >= '" + end + "'").equals("t"));
    }
  }

  private static String url(ServerProgram... servers) {
    StringBuilder hosts = new StringBuilder();
    for (ServerProgram server : servers) {
      String address = server.server().url().replaceFirst("^jdbc:postgresql://([^/]+)/.*", "$1");
      hosts.append(hosts.length() == 0 ? "" : ",").append(address);
    }
    return "jdbc:postgresql://" + hosts + "/postgres?targetServerType=primary";
  }

  private static void execute(ServerProgram server, String sql) {
    DatabaseServer address = server.server();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String ask(ServerProgram server, String query) {
    DatabaseServer address = server.server();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
