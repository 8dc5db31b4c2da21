package io.voteengine.redis.monitoring;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store in Redis measures of its calls and its connection. */
class RedisMetersTest {
  private final RedisProcess redis = RedisProcess.start();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final VoteEngine engine =
      VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.memory())
          .partitions(4)
          .reconciler(Reconciler.withDefaults())
          .drainTimeout(Duration.ZERO)
          .build();

  @AfterEach
  void close() {
    engine.close();
    redis.close();
  }

  private Scrape scrape() {
    return Scrape.of(registry);
  }

  private double casts() {
    return scrape().samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith("voteengine_redis_call_latency_seconds_count"))
        .filter(sample -> sample.getKey().contains("script=\"cast\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  @Test
  void callsAndConnectionsAreCounted() {
    new VoteEngineMetrics(engine, "redis").bindTo(registry);
    engine.polls().define(Poll.named("posts").unlimited());
    assertThat(scrape().sum("voteengine_redis_connected")).isEqualTo(1);
    double before = casts();
    VoteRequest vote =
        VoteRequest.cast(VoterId.of("ada"), SubjectId.of("posts", "42"), Choice.UP).deadline(AMPLE);
    assertThat(engine.cast(vote).isAccepted()).isTrue();
    assertThat(casts()).isGreaterThan(before);
    assertThat(scrape().sum("voteengine_redis_cast_batch_votes_sum")).isPositive();
    assertThat(scrape().sum("voteengine_redis_reconnects_total")).isZero();

    redis.kill();
    await().atMost(AMPLE).until(() -> scrape().sum("voteengine_redis_connected") == 0);
    redis.restart();
    await().atMost(AMPLE).until(() -> scrape().sum("voteengine_redis_connected") == 1);
    await().atMost(AMPLE).until(() -> scrape().sum("voteengine_redis_reconnects_total") == 1);
  }
}
