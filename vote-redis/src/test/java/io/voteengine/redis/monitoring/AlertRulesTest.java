package io.voteengine.redis.monitoring;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each alert fires by its cause, on what Prometheus would have scraped. */
@Tag("servers")
class AlertRulesTest {
  private static final String NAME = "alerts";
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private AlertRules rules;
  private @Nullable VoteEngine started;

  @BeforeEach
  void read() throws Exception {
    AlertRules.promtool("check", "rules", AlertRules.FILE.toString());
    rules = new AlertRules();
  }

  @AfterEach
  void close() {
    if (started != null) {
      started.close();
    }
    database.close();
    redis.close();
  }

  /** Starts an engine; returns the scrape of one that works. */
  private Scrape start(ReconcilerBuilder reconciler) {
    VoteSchema.migrate(database.dataSource());
    VoteEngine engine =
        VoteEngine.builder(
                RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
            .partitions(4)
            .reconciler(reconciler.backoff(Duration.ofMillis(10), Duration.ofMillis(200)).build())
            .drainTimeout(Duration.ZERO)
            .build();
    started = engine;
    new VoteEngineMetrics(engine, NAME).bindTo(registry);
    engine.polls().define(Poll.named("posts").unlimited());
    vote("first");
    assertThat(engine.drain(AMPLE)).isTrue();
    return Scrape.of(registry);
  }

  private VoteEngine engine() {
    return Objects.requireNonNull(started);
  }

  private void vote(String voter) {
    VoteRequest request = VoteRequest.cast(VoterId.of(voter), POST, Choice.UP);
    assertThat(engine().cast(request.deadline(AMPLE))).isInstanceOf(CastResult.Accepted.class);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Scrape scraped(Predicate<Scrape> condition) {
    return await().atMost(AMPLE).until(() -> Scrape.of(registry), condition);
  }

  @Test
  void blockedLedgerFiresBacklogAndLagAndThenSlow() throws Exception {
    Scrape before = start(Reconciler.builder());
    Scrape blocked;
    try (Connection other = database.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE vote_partition IN EXCLUSIVE MODE");
      for (int i = 0; i < 1_100; i++) {
        vote("voter-" + i);
      }
      blocked = scraped(scrape -> scrape.sum("voteengine_lag_seconds") > 10);
      assertThat(blocked.sum("voteengine_unconfirmed_votes")).isGreaterThan(1_000);
      other.rollback();
    }
    rules.assertFires("VoteEngineBacklog", NAME, before, blocked);
    rules.assertFires("VoteEngineLag", NAME, before, blocked);
    Scrape after = scraped(scrape -> scrape.sum("voteengine_unconfirmed_votes") == 0);
    rules.assertFires("VoteEngineSlow", NAME, before, after);
  }

  @Test
  void stoppedRedisFiresErrorsWithoutDegradedMode() throws Exception {
    Scrape before = start(Reconciler.builder().withoutDegradedMode());
    redis.kill();
    engine().cast(VoterId.of("ada"), POST, Choice.UP);
    rules.assertFires("VoteEngineErrors", NAME, before, Scrape.of(registry));
  }

  @Test
  void stoppedRedisFiresDegradedWithDegradedMode() throws Exception {
    Scrape before = start(Reconciler.builder());
    redis.kill();
    await()
        .atMost(AMPLE)
        .until(() -> engine().cast(VoterId.of("ada"), POST, Choice.UP).isAccepted());
    Scrape after = scraped(scrape -> scrape.sum("voteengine_degraded_partitions") > 0);
    rules.assertFires("VoteEngineDegraded", NAME, before, after);
  }

  @Test
  void storeThatLosesRefusedVotesFiresVotesLost() throws Exception {
    Scrape before = start(Reconciler.builder().threads(0));
    vote("ada");
    execute("DELETE FROM vote_poll");
    redis.command("FLUSHALL");
    assertThat(engine().drain(Duration.ofSeconds(1))).isFalse();
    Scrape after = scraped(scrape -> scrape.sum("voteengine_lost_votes_total") > 0);
    rules.assertFires("VoteEngineVotesLost", NAME, before, after);
  }

  @Test
  void voteThatTheDatabaseRefusesFiresQuarantine() throws Exception {
    Scrape before = start(Reconciler.builder());
    execute("ALTER TABLE vote ADD CONSTRAINT not_eve CHECK (voter <> 'eve')");
    vote("eve");
    Scrape after = scraped(scrape -> scrape.sum("voteengine_quarantined_votes_total") > 0);
    rules.assertFires("VoteEngineQuarantine", NAME, before, after);
  }

  @Test
  void pollThatIsNotSealedFiresUnsealed() throws Exception {
    Scrape before = start(Reconciler.builder().finalizeAfter(Duration.ZERO));
    redis.kill();
    engine().polls().define(Poll.named("over"));
    engine().polls().close("over", "host", "the end");
    Scrape after = scraped(scrape -> scrape.sum("voteengine_closing_polls") > 0);
    rules.assertFires("VoteEngineUnsealed", NAME, before, after);
  }
}
