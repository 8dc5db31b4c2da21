package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
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
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.proof.Standing;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Votes from two nodes race the close of one poll and the opening of the next: each is in one of
 * them or refused, and the results are what was acknowledged.
 */
class PollRaceTest {
  private static final Logger log = LoggerFactory.getLogger(PollRaceTest.class);
  private static final int UNDER_WAY = 500;
  private static final int SUBJECTS = 50;

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private final List<VoteEngine> nodes = new ArrayList<>();
  private final Map<String, Map<SubjectId, LongAdder>> accepted =
      Map.of("first", new ConcurrentHashMap<>(), "second", new ConcurrentHashMap<>());
  private final LongAdder refused = new LongAdder();

  PollRaceTest() {
    VoteSchema.migrate(database.dataSource());
    for (int i = 0; i < 2; i++) {
      nodes.add(
          VoteEngine.builder(
                  RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
              .reconciler(Reconciler.builder().finalizeAfter(null).build())
              .acceptedDeadline(Duration.ofSeconds(20))
              .build());
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(VoteEngine::close);
    database.close();
    redis.close();
  }

  @Test
  void eachVoteIsInOnePollOrRefused() throws InterruptedException {
    race(20_000, Duration.ofSeconds(1), false);
  }

  @Tag("chaos")
  @Test
  void eachVoteIsInOnePollOrRefusedThoughRedisIsWiped() throws InterruptedException {
    race(Integer.getInteger("vote.test.race", 100_000), Duration.ofSeconds(5), true);
  }

  private void race(int votes, Duration until, boolean wipe) throws InterruptedException {
    Instant change = Instant.now().plus(until);
    nodes.get(0).polls().define(Poll.named("first").closesAt(change).unlimited());
    nodes.get(0).polls().define(Poll.named("second").opensAt(change).unlimited());
    List<String> keys = IntStream.range(0, SUBJECTS).mapToObj(i -> "s" + i).toList();
    Semaphore underWay = new Semaphore(UNDER_WAY);
    long began = System.nanoTime();
    for (int i = 0; i < votes; i++) {
      underWay.acquire();
      VoteEngine node = nodes.get(i % 2);
      VoterId voter = VoterId.of("v" + i);
      String key = keys.get(i % SUBJECTS);
      cast(node, voter, "first", key)
          .thenCompose(
              result ->
                  result.isAccepted()
                      ? CompletableFuture.completedFuture(result)
                      : cast(node, voter, "second", key))
          .whenComplete(
              (result, failure) -> {
                if (failure != null || !result.isAccepted()) {
                  refused.increment();
                }
                underWay.release();
              });
      if (wipe && i == votes / 2) {
        wipe();
      }
    }
    underWay.acquire(UNDER_WAY);
    long took = System.nanoTime() - began;
    await().atMost(AMPLE).until(() -> !Instant.now().isBefore(change));
    nodes.get(0).polls().close("second", "host", "the end");
    for (String poll : List.of("first", "second")) {
      check(poll, wipe);
    }
    long counted = accepted("first") + accepted("second");
    log.info(
        "{} votes in {} ms: {} in the first poll, {} in the second, {} refused",
        votes,
        took / 1_000_000,
        accepted("first"),
        accepted("second"),
        refused);
    assertThat(counted + refused.sum()).isEqualTo(votes);
    assertThat(accepted("first")).isPositive();
    assertThat(accepted("second")).isPositive();
  }

  private CompletableFuture<CastResult> cast(
      VoteEngine node, VoterId voter, String poll, String key) {
    SubjectId subject = SubjectId.of(poll, key);
    return node.castAsync(VoteRequest.cast(voter, subject, Choice.UP))
        .thenApply(
            result -> {
              assertThat(result).isNotInstanceOf(CastResult.Unknown.class);
              if (result.isAccepted()) {
                Objects.requireNonNull(accepted.get(poll))
                    .computeIfAbsent(subject, any -> new LongAdder())
                    .increment();
              }
              return result;
            });
  }

  private long accepted(String poll) {
    return Objects.requireNonNull(accepted.get(poll)).values().stream()
        .mapToLong(LongAdder::sum)
        .sum();
  }

  private void wipe() {
    RedisClient admin = RedisClient.create(redis.uri());
    try (var connection = admin.connect()) {
      connection.sync().flushall();
    } finally {
      admin.shutdown();
    }
  }

  /** Finalizes a poll on one node, wiped in between where that is asked, and again on the other. */
  private void check(String poll, boolean wipe) {
    if (wipe) {
      wipe();
    }
    long began = System.nanoTime();
    FinalizationReport report = nodes.get(1).results().finalizePoll(poll);
    log.info("finalized {} in {} ms: {}", poll, (System.nanoTime() - began) / 1_000_000, report);
    assertThat(report.success()).isTrue();
    assertThat(nodes.get(0).results().find(poll).orElseThrow().standings())
        .containsExactlyInAnyOrderElementsOf(
            Objects.requireNonNull(accepted.get(poll)).entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue().sum(), 0))
                .toList());
    assertThat(nodes.get(0).results().verify(poll).findings()).isEmpty();
    FinalizationReport again = nodes.get(0).results().finalizePoll(poll);
    assertThat(again.updated()).isZero();
    assertThat(again.finalization()).isEqualTo(report.finalization());
  }
}
