package io.voteengine.redis.faults;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.ADA;
import static io.voteengine.redis.testing.Partition0.B;
import static io.voteengine.redis.testing.Partition0.POSTS;
import static io.voteengine.redis.testing.Partition0.vote;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.client.RedisFailures;
import io.voteengine.redis.client.UnreachableException;
import io.voteengine.redis.testing.FaultProxy;
import io.voteengine.redis.testing.FaultProxy.Fault;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken connections, and a server that stalls, loses its scripts, dies, or has no memory left. */
class FaultsTest {
  /** How long the store waits for an answer; longer than any test that does not test this. */
  private final RedisProcess redis = RedisProcess.start();

  private final FaultProxy proxy = new FaultProxy(redis.port());
  private final RedisVoteStore store = RedisVoteStore.builder(proxy.uri()).timeout(AMPLE).build();
  private final RedisClient admin = RedisClient.create(redis.uri());
  private RedisCommands<String, String> commands;
  private Partition0 partition;

  @BeforeEach
  void serve() {
    partition = new Partition0(store, POSTS, A, B);
    partition.accepted(vote(VoterId.of("first"), B, UP));
    commands = admin.connect().sync();
  }

  @AfterEach
  void close() {
    admin.shutdown();
    store.close();
    proxy.close();
    redis.close();
  }

  @ParameterizedTest
  @EnumSource(names = "LATE_REPLY", mode = EnumSource.Mode.EXCLUDE)
  void voteWhoseConnectionIsCutIsCountedOnceAfterARetry(Fault fault) {
    CastCommand vote = vote(ADA, A, UP);
    proxy.breakNext(fault);
    Throwable failure = failure(vote);
    assertThat(failure).isExactlyInstanceOf(VoteStoreException.class);
    assertThat(proxy.struck()).isEqualTo(1);
    CastReply reply = retried(vote);
    assertThat(reply)
        .isInstanceOf(
            fault == Fault.CUT_REQUEST ? CastReply.Accepted.class : CastReply.Replayed.class);
    assertThat(partition.view(A).tally().up()).isEqualTo(1);
    assertThat(partition.journal()).hasSize(2);
  }

  @Test
  void voteWithLateAnswerEndsByItsDeadlineAndRetryCountsOnce() {
    CastCommand vote = vote(ADA, A, UP);
    proxy.breakNext(Fault.LATE_REPLY);
    CompletableFuture<CastReply> reply =
        partition.send(vote, Duration.ofMillis(200)).toCompletableFuture();
    assertThat(reply)
        .failsWithin(Duration.ofSeconds(30)) // The answer itself would be waited for longer.
        .withThrowableThat()
        .havingCause()
        .isExactlyInstanceOf(VoteStoreException.class);
    assertThat(proxy.struck()).isEqualTo(1);
    proxy.release();
    assertThat(retried(vote)).isInstanceOf(CastReply.Replayed.class);
    assertThat(partition.view(A).tally().up()).isEqualTo(1);
    assertThat(partition.journal()).hasSize(2);
  }

  /** With Lettuce's defaults the vote would be executed again after the reconnection. */
  @Test
  void voteWhoseConnectionDiesAfterwardsIsExecutedOnce() {
    long before = casts();
    proxy.breakNext(Fault.CUT_REPLY);
    failure(vote(ADA, A, UP));
    assertThat(retried(vote(VoterId.of("next"), A, UP))).isInstanceOf(CastReply.Accepted.class);
    assertThat(casts() - before).isEqualTo(2);
  }

  private long casts() {
    return commands
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:calls="))
        .mapToLong(line -> Long.parseLong(line.split("[=,]")[1]))
        .sum();
  }

  @Test
  void serverPausedPastTheDeadlineNeverCastsTheVote() {
    CastCommand vote = vote(ADA, A, UP);
    redis.pause();
    Duration patience = Duration.ofMillis(200);
    long start = System.nanoTime();
    assertThat(catchThrowable(() -> Partition0.await(partition.send(vote, patience))))
        .hasCauseExactlyInstanceOf(VoteStoreException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    redis.resume();
    assertThat(retried(vote)).as("not done before").isInstanceOf(CastReply.Accepted.class);
    assertThat(partition.journal()).hasSize(2);
  }

  @Test
  void serverThatIsDownIsReportedByTheDeadlineAndServesAgainLater() {
    redis.kill();
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () ->
                assertThat(failure(vote(ADA, A, UP), Duration.ofMillis(100)))
                    .isInstanceOf(UnreachableException.class));
    redis.restart();
    await()
        .atMost(AMPLE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(partition.cast(vote(ADA, A, UP)))
                    .isEqualTo(CastReply.Refused.WRONG_EPOCH));
  }

  @Test
  void forgottenScriptsAreNoticedByNobody() {
    List<CompletableFuture<CastReply>> replies = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      replies.add(partition.send(vote(VoterId.of("v" + i), A, UP)).toCompletableFuture());
      if (i % 100 == 0) {
        commands.scriptFlush();
      }
    }
    replies.forEach(
        reply -> assertThat(Partition0.await(reply)).isInstanceOf(CastReply.Accepted.class));
    assertThat(partition.view(A).tally().up()).isEqualTo(2000);
  }

  @Test
  void votesAreRefusedWholeWhenMemoryIsShortAndTrimmingStillWorks() {
    commands.configSet("maxmemory", "1");
    Throwable failure = failure(vote(ADA, A, UP));
    assertThat(failure).isInstanceOf(StoreUnavailableException.class);
    assertThat(failure).hasMessageContaining("maxmemory");
    assertThat(partition.journal()).hasSize(1);
    assertThat(Partition0.await(store.applied(partition.term, 1))).isTrue();
    assertThat(partition.meta().applied()).isEqualTo(1);
    assertThat(partition.journal()).isEmpty();
    assertThat(Partition0.await(store.unload(partition.term, List.of(B)))).isTrue();
    assertThat(Partition0.await(store.freeze(0, "token")).meta()).isNotNull();
    assertThat(Partition0.await(store.reset(partition.term, "token"))).isTrue();
    commands.configSet("maxmemory", "0");
    partition.load(POSTS);
    partition.load(A);
    partition.accepted(vote(ADA, A, UP));
  }

  @Test
  void memoryThatRunsOutUnderLoadLeavesNothingHalfDone() {
    String used =
        commands
            .info("memory")
            .lines()
            .filter(l -> l.startsWith("used_memory:"))
            .findAny()
            .orElseThrow();
    long limit = Long.parseLong(used.split(":")[1].strip()) + 400_000;
    commands.configSet("maxmemory", Long.toString(limit));
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      try {
        partition.cast(vote(VoterId.of("voter" + i), A, UP));
        accepted++;
      } catch (RuntimeException e) {
        assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
        break;
      }
    }
    assertThat(accepted).isBetween(100, 19_999);
    assertThat(partition.view(A).tally().up()).isEqualTo(accepted);
    assertThat(partition.journal()).hasSize(accepted + 1);
    assertThat(partition.meta().seq()).isEqualTo(accepted + 1);
    assertThat(Partition0.await(store.applied(partition.term, accepted + 1))).isTrue();
    partition.accepted(vote(ADA, A, DOWN));
  }

  private CastReply retried(CastCommand c) {
    CastCommand retry = c.as(CastCommand.Kind.RETRY);
    return await()
        .atMost(AMPLE)
        .ignoreExceptions()
        .until(() -> partition.cast(retry), reply -> reply != null);
  }

  private Throwable failure(CastCommand vote) {
    return failure(vote, AMPLE);
  }

  private Throwable failure(CastCommand vote, Duration patience) {
    return RedisFailures.cause(
        catchThrowable(() -> Partition0.await(partition.send(vote, patience))));
  }
}
