package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three nodes on one Redis and one ledger. They flush only when called, ask the ledger only when
 * notified, and renew leases only when another node comes or goes.
 */
class NodesOnRedisTest {
  private static final int PARTITIONS = 16;
  private static final Duration NEVER = Duration.ofHours(1);

  private final RedisProcess redis = RedisProcess.start();
  private final RedisClient admin = RedisClient.create(redis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  private final List<VoteEngine> nodes = new ArrayList<>();
  private final VoteLedger ledger = JdbcVoteLedger.over(database);
  private int votes;

  @BeforeEach
  void start() {
    database.setMaxConnections(50);
    VoteSchema.migrate(database);
    ledger.open(PARTITIONS);
    for (int i = 0; i < 3; i++) {
      nodes.add(
          VoteEngine.builder(RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database))
              .reconciler(Reconciler.builder().linger(NEVER).lease(NEVER).build())
              .acceptedDeadline(AMPLE)
              .durableDeadline(AMPLE)
              .build());
    }
    nodes.get(0).polls().define(Poll.named("posts").unlimited());
    awaitShares(6, 5, 5);
    awaitSubscribers(3);
  }

  @AfterEach
  void end() {
    nodes.forEach(VoteEngine::close);
    ledger.close();
    database.dispose();
    admin.shutdown();
    redis.close();
  }

  private void awaitShares(Integer... shares) {
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              Collection<UUID> owners = ledger.leases().owners().values();
              assertThat(
                      owners.stream().distinct().map(node -> Collections.frequency(owners, node)))
                  .containsExactlyInAnyOrder(shares);
            });
  }

  private void awaitSubscribers(long count) {
    await()
        .atMost(AMPLE)
        .until(() -> commands.pubsubNumsub("vote:signals").equals(Map.of("vote:signals", count)));
  }

  private void voteEverywhere() {
    for (VoteEngine node : nodes) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        VoteRequest vote =
            VoteRequest.cast(VoterId.of("v" + votes++), subjectIn(partition), Choice.UP);
        assertThat(node.cast(vote.ack(Ack.DURABLE))).isInstanceOf(CastResult.Accepted.class);
      }
    }
    var audit = ledger.records().audit("posts");
    assertThat(audit.exact()).isTrue();
    assertThat(audit.votes().up()).isEqualTo(votes);
  }

  private static SubjectId subjectIn(int partition) {
    for (int i = 0; ; i++) {
      SubjectId subject = SubjectId.of("posts", "s" + i);
      if (subject.partition(PARTITIONS) == partition) {
        return subject;
      }
    }
  }

  @Test
  void voteIsDurableAtOnceWhicheverNodeFlushes() {
    voteEverywhere();
  }

  @Test
  void nodesHearEachOtherAgainAfterTheirLinesWereCut() {
    // Each node has one line for calls and one for live counts.
    assertThat(commands.clientKill(KillArgs.Builder.typePubsub())).isEqualTo(6);
    awaitSubscribers(3);
    voteEverywhere();
  }

  @Test
  void nodeThatLeavesIsReplacedAtOnce() {
    nodes.remove(1).close();
    awaitShares(8, 8);
    awaitSubscribers(2);
    voteEverywhere();
  }
}
