package io.voteengine.sync.degraded;

import static io.voteengine.sync.testing.Results.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database's clock is an hour ahead of the store's. */
class ClocksApartTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    VoteStore behind =
        InMemoryVoteStore.builder().clock(() -> Instant.now().minus(Duration.ofHours(1))).build();
    behind.open(Cluster.PARTITIONS, cluster.ledger.identity());
    cluster.replaceStore(behind);
    engine = cluster.node(Reconciler.withDefaults());
    engine.polls().define(Poll.named("posts").unlimited());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void awaitHealed() {
    await()
        .atMost(AMPLE)
        .until(() -> engine.read(POST, ADA).exact() && cluster.ledger.stale(null, 1).isEmpty());
  }

  private void voteInLedger(Choice choice) {
    accepted(engine.cast(ADA, POST, Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
    cluster.faults(method -> Faults.Fault.BEFORE, method -> Faults.Fault.NONE);
    accepted(engine.cast(ADA, POST, choice));
    cluster.noFaults();
    awaitHealed();
  }

  /** Loses the next cast on its way, so that the engine sends it a second time. */
  private AtomicBoolean loseNextCast() {
    AtomicBoolean lost = new AtomicBoolean();
    cluster.faults(
        method ->
            method.equals("cast") && lost.compareAndSet(false, true)
                ? Faults.Fault.LOST
                : Faults.Fault.NONE,
        method -> Faults.Fault.NONE);
    return lost;
  }

  @Test
  void voteCastInTheLedgerDoesNotOvertakeTheNextOne() {
    voteInLedger(Choice.DOWN);
    AtomicBoolean lost = loseNextCast();
    assertThat(accepted(engine.cast(ADA, POST, Choice.UP)).choice()).isEqualTo(Choice.UP);
    assertThat(lost).isTrue();
  }

  /** The store's clock would run ahead of the time for every voter of the partition. */
  @Test
  void votesOfOthersKeepTheStoresTime() {
    voteInLedger(Choice.DOWN);
    loseNextCast();
    accepted(engine.cast(ADA, POST, Choice.UP));
    Instant now = Instant.now();
    assertThat(accepted(engine.cast(VoterId.of("eve"), POST, Choice.UP)).receipt().castAt())
        .isBefore(now.minus(Duration.ofMinutes(30)));
  }
}
