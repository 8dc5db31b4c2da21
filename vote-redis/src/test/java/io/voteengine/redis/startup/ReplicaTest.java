package io.voteengine.redis.startup;

import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.ADA;
import static io.voteengine.redis.testing.Partition0.POSTS;
import static io.voteengine.redis.testing.Partition0.await;
import static io.voteengine.redis.testing.Partition0.vote;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FaultProxy;
import io.voteengine.redis.testing.Partition0;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.tck.testing.SomeLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A replica has its master's keys and reports its master's id, but may lack what its master has.
 */
class ReplicaTest {

  private final RedisProcess master = RedisProcess.start("--repl-diskless-sync-delay", "0");
  private final RedisProcess replica = RedisProcess.start();

  @AfterEach
  void close() {
    replica.close();
    master.close();
  }

  private void demote() {
    replica.command("REPLICAOF 127.0.0.1 " + master.port());
    Awaitility.await()
        .atMost(AMPLE)
        .until(() -> replica.info("replication").contains("master_link_status:up"));
  }

  @Test
  void serverThatBecameAReplicaServesNoTerm() {
    try (RedisVoteStore store = RedisVoteStore.connect(replica.uri())) {
      Partition0 partition = new Partition0(store, POSTS, A);
      partition.accepted(vote(ADA, A, UP));
      demote();
      assertUnavailable(() -> store.read(partition.term, List.of(A), ADA));
      assertUnavailable(() -> partition.send(vote(ADA, A, UP)));
      assertUnavailable(() -> store.vote(partition.term, A, ADA));
      assertUnavailable(() -> store.top(partition.term, "posts", 1));
      assertUnavailable(() -> store.applied(partition.term, 1));
      assertUnavailable(() -> store.unload(partition.term, List.of(A)));
      assertUnavailable(() -> store.evict(partition.term, Duration.ZERO, 1));
      assertUnavailable(() -> store.state(0));
      assertUnavailable(() -> store.journal(0, 10));
      assertUnavailable(() -> store.freeze(0, "token"));
      assertUnavailable(() -> store.reset(partition.term, "token"));
    }
  }

  @Test
  void connectionToAServerThatBecameAReplicaIsClosed() {
    try (FaultProxy proxy = new FaultProxy(replica.port());
        RedisVoteStore store = RedisVoteStore.connect(proxy.uri())) {
      new Partition0(store, POSTS, A);
      demote();
      proxy.retarget(master.port());
      Awaitility.await()
          .atMost(AMPLE)
          .ignoreExceptions()
          .until(() -> await(store.state(0)).meta() == null);
    }
  }

  @Test
  void replicaIsRefusedAtTheStart() {
    demote();
    try (RedisVoteStore store = RedisVoteStore.connect(replica.uri())) {
      assertThatThrownBy(() -> store.open(1, SomeLedger.ID))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("is a replica", "127.0.0.1:" + master.port());
    }
  }

  /** Its connection may be closed at that moment, since the client looks for the master. */
  private static void assertUnavailable(Supplier<CompletionStage<?>> call) {
    Awaitility.await()
        .atMost(AMPLE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> await(call.get()))
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("READONLY"));
  }
}
