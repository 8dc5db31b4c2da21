package io.voteengine.redis;

import static io.voteengine.Choice.UP;
import static io.voteengine.redis.Partition0.A;
import static io.voteengine.redis.Partition0.ADA;
import static io.voteengine.redis.Partition0.POSTS;
import static io.voteengine.redis.Partition0.await;
import static io.voteengine.redis.Partition0.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.voteengine.StoreUnavailableException;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A replica has its master's keys and says its master's id, but may lack what its master has. */
class ReplicaTest {
  @Test
  void aReplicaServesNoTerm() {
    try (RedisProcess redis = RedisProcess.start("--repl-diskless-sync-delay", "0");
        RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", "" + redis.port())) {
      awaitReplica(redis);
      try (RedisVoteStore store = RedisVoteStore.connect(redis.uri());
          RedisVoteStore elsewhere = RedisVoteStore.connect(replica.uri())) {
        Partition0 partition = new Partition0(store, POSTS, A);
        partition.accepted(vote(ADA, A, UP));
        awaitReplica(redis);
        elsewhere.open(1);
        assertThat(await(elsewhere.read(partition.term, List.of(A), ADA)))
            .isEqualTo(ReadReply.Refused.WRONG_EPOCH);
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        assertThat(await(elsewhere.cast(partition.term, vote(ADA, A, UP), deadline)))
            .isEqualTo(CastReply.Refused.WRONG_EPOCH);
        assertUnavailable(elsewhere.state(0));
        assertUnavailable(elsewhere.journal(0, 10));
        assertUnavailable(elsewhere.freeze(0, "token"));
      }
    }
  }

  private static void assertUnavailable(CompletionStage<?> answer) {
    assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  /** Waits until the replica has what its master has. */
  private static void awaitReplica(RedisProcess master) {
    RedisClient client = RedisClient.create(master.uri());
    try {
      var commands = client.connect().sync();
      commands.set("replicated", "to here");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> commands.waitForReplication(1, 100) == 1);
    } finally {
      client.shutdown();
    }
  }
}
