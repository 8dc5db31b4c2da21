package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Recount;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.Reconciler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes as processes on one Redis and one PostgreSQL. Set {@code
 * -Dvote.test.freeze.seconds=30} for the long form.
 */
@Tag("chaos")
class NodesTest {
  private static final Logger log = LoggerFactory.getLogger(NodesTest.class);
  private static final Duration FREEZE =
      Duration.ofSeconds(Long.getLong("vote.test.freeze.seconds", 4));
  private static final int SOME = 200;

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Path folder;

  NodesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() {
    VoteSchema.migrate(database.dataSource());
    for (String name : List.of("one", "two", "three")) {
      nodes.add(new NodeProcess(name, redis.uri(), database, folder));
    }
    nodes.forEach(node -> node.voteOn(SOME));
  }

  @AfterEach
  void close() {
    nodes.forEach(NodeProcess::close);
    database.close();
    redis.close();
  }

  @Test
  void everyVoteCountsOnceWhenNodesAreKilledFrozenAndRestarted() throws Exception {
    nodes.get(0).kill();
    log.info("killed: every partition goes on after {} ms", untilAllGoOn().toMillis());
    nodes.get(1).voteOn(SOME);
    nodes.get(2).voteOn(SOME);
    nodes.get(0).start();
    nodes.get(0).voteOn(SOME);

    nodes.get(1).pause();
    long frozen = System.nanoTime();
    log.info("frozen: every partition goes on after {} ms", untilAllGoOn().toMillis());
    nodes.get(0).voteOn(SOME);
    nodes.get(2).voteOn(SOME);
    pass(FREEZE.minusNanos(System.nanoTime() - frozen));
    nodes.get(1).resume();
    nodes.get(1).voteOn(SOME);

    for (NodeProcess node : nodes) {
      node.end();
      node.start();
      node.voteOn(SOME);
    }
    for (NodeProcess node : nodes) {
      node.end();
    }
    check();
  }

  @Test
  void whatIsDurableOutlivesEveryNodeAndTheStoreTogether() throws Exception {
    nodes.forEach(NodeProcess::kill);
    redis.kill();
    redis.restartEmpty();
    Map<VoterId, Map<SubjectId, Choice>> durable = new HashMap<>();
    for (NodeProcess node : nodes) {
      durable.putAll(node.diary().durable());
    }
    assertThat(durable.values()).anyMatch(choices -> !choices.isEmpty());
    try (VoteLedger ledger = ledger();
        VoteEngine engine = engine()) {
      durable.forEach(
          (voter, choices) ->
              choices.forEach(
                  (subject, choice) ->
                      assertThat(choice(ledger, voter, subject))
                          .as("%s on %s", voter, subject)
                          .isEqualTo(choice)));
      assertThat(engine.auditNow(NodeMain.POLL).exact()).isTrue();
    }
  }

  private static Choice choice(VoteLedger ledger, VoterId voter, SubjectId subject) {
    List<VoteKey> keys = List.of(new VoteKey(subject, voter));
    return ledger.votes(subject.partition(NodeMain.PARTITIONS), keys).value().stream()
        .map(VoteSnapshot::choice)
        .findAny()
        .orElse(Choice.NONE);
  }

  /** Returns how long it takes until votes of every partition are carried to the ledger. */
  private Duration untilAllGoOn() {
    long start = System.nanoTime();
    try (VoteLedger ledger = ledger()) {
      List<Position> before = ledger.positions();
      await()
          .atMost(AMPLE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> allWentOn(before, ledger.positions()));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static boolean allWentOn(List<Position> before, List<Position> now) {
    for (int p = 0; p < before.size(); p++) {
      if (now.get(p).equals(before.get(p))) {
        return false;
      }
    }
    return true;
  }

  /** A frozen node must stay so for long, whatever the others do meanwhile. */
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }

  private VoteLedger ledger() {
    VoteLedger ledger =
        JdbcVoteLedger.connect(database.url(), database.user(), database.password());
    ledger.open(NodeMain.PARTITIONS);
    return ledger;
  }

  private void check() throws Exception {
    Map<VoterId, Map<SubjectId, Choice>> expected = new HashMap<>();
    for (NodeProcess node : nodes) {
      Diary.Contents diary = node.diary();
      assertThat(diary.wrong()).isEmpty();
      assertThat(diary.open()).isEmpty();
      expected.putAll(diary.choices());
    }
    Recount recount = new Recount(NodeMain.PARTITIONS, NodeMain.SUBJECTS, expected);
    try (VoteLedger ledger = ledger()) {
      assertThat(recount.ledger(ledger)).isEmpty();
    }
    assertThat(Recount.countedTwice(database.dataSource())).isEmpty();
    try (VoteEngine engine = engine()) {
      assertThat(engine.auditNow(NodeMain.POLL).exact()).isTrue();
      await()
          .atMost(AMPLE)
          .ignoreExceptionsInstanceOf(VoteException.class)
          .untilAsserted(() -> assertThat(recount.engine(engine)).isEmpty());
    }
  }

  private VoteEngine engine() {
    return VoteEngine.builder(RedisVoteStore.connect(redis.uri()), ledger())
        .reconciler(Reconciler.withDefaults())
        .acceptedDeadline(Duration.ofSeconds(5))
        .build();
  }
}
