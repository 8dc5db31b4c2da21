package io.voteengine.sync.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.health.VoteHealth;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores in memory, of which a ledger can have only one at a time. */
class StoresInMemoryTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofHours(1);
  private static final int PARTITIONS = 4;

  private final VoteLedger ledger = JdbcVoteLedger.memory();

  StoresInMemoryTest() {
    ledger.open(PARTITIONS);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** An engine whose connection to the ledger can be cut, and does not close the ledger. */
  private VoteEngine engine(AtomicBoolean cut, Duration lease) {
    VoteLedger line =
        Faults.ledger(ledger, method -> cut.get() ? Faults.Fault.BEFORE : Faults.Fault.NONE);
    VoteEngine engine =
        VoteEngine.builder(InMemoryVoteStore.create(), line)
            .reconciler(
                Reconciler.builder()
                    .lease(lease)
                    .backoff(Duration.ofMillis(5), Duration.ofMillis(50))
                    .build())
            .partitions(PARTITIONS)
            .drainTimeout(Duration.ZERO)
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
    return engine;
  }

  private VoteEngine engine() {
    return engine(new AtomicBoolean(), LONG);
  }

  private static CastResult vote(VoteEngine engine, String voter) {
    return vote(engine, voter, AMPLE);
  }

  private static CastResult vote(VoteEngine engine, String voter, Duration deadline) {
    return engine.cast(
        VoteRequest.cast(VoterId.of(voter), SubjectId.of("posts", "a"), Choice.UP)
            .ack(Ack.DURABLE)
            .deadline(deadline));
  }

  @Test
  void secondStoreIsRefusedWhileTheFirstLives() {
    try (VoteEngine first = engine(new AtomicBoolean(), SHORT)) {
      List<Position> before = ledger.positions();
      assertThatThrownBy(this::engine)
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("another store", "Redis");
      assertThat(ledger.positions()).isEqualTo(before);
      assertThat(vote(first, "ada")).isInstanceOf(CastResult.Accepted.class);
    }
    try (VoteEngine second = engine()) {
      assertThat(vote(second, "bob")).isInstanceOf(CastResult.Accepted.class);
    }
  }

  @Test
  void startAfterACrashWaitsForTheLeaseOfTheDead() {
    UUID dead = UUID.randomUUID();
    assertThat(ledger.leases().claim(dead, "a dead store", SHORT)).isZero();
    try (VoteEngine engine = engine()) {
      assertThat(ledger.leases().claim(dead, "a dead store", SHORT)).isPositive();
      assertThat(vote(engine, "ada")).isInstanceOf(CastResult.Accepted.class);
    }
  }

  @Test
  void oneThatStoodStillTakesNothingBack() {
    AtomicBoolean standsStill = new AtomicBoolean();
    try (VoteEngine first = engine(standsStill, SHORT)) {
      standsStill.set(true);
      try (VoteEngine second = engine()) {
        List<Position> begun = ledger.positions();
        standsStill.set(false);
        await()
            .atMost(AMPLE)
            .untilAsserted(
                () ->
                    assertThat(first.health().issues())
                        .anyMatch(issue -> issue.part() == VoteHealth.Part.STORE));
        assertThat(vote(first, "ada", SHORT)).isNotInstanceOf(CastResult.Accepted.class);
        assertThat(ledger.positions()).isEqualTo(begun);
        assertThat(vote(second, "bob")).isInstanceOf(CastResult.Accepted.class);
      }
    }
  }
}
