package io.voteengine.redis.faults;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.RequestStatus;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.query.HistoryEntry;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Voters who vote again while Redis is suspended or has lost everything, and the ledger lags. */
class OwnVotesOnRedisTest {
  private static final int VOTERS = 200;
  private static final int SUBJECTS = 20;

  private final RedisProcess redis = RedisProcess.start();
  private final TestDatabase database = TestDatabase.postgres();
  private VoteEngine engine;

  @BeforeEach
  void start() {
    VoteSchema.migrate(database.dataSource());
    engine =
        VoteEngine.builder(
                RedisVoteStore.connect(redis.uri()), JdbcVoteLedger.over(database.dataSource()))
            .reconciler(Reconciler.withDefaults())
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
    for (int i = 0; i < 16 * SUBJECTS; i++) {
      accepted(cast(VoteRequest.cast(VoterId.of("w" + i), subject(i), Choice.UP)));
    }
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  @AfterEach
  void close() {
    engine.close();
    redis.close();
    database.close();
  }

  private static SubjectId subject(int i) {
    return SubjectId.of("posts", "s" + i % SUBJECTS);
  }

  private static VoterId voter(int i) {
    return VoterId.of("v" + i);
  }

  private CastResult cast(VoteRequest vote) {
    return engine.cast(vote.deadline(AMPLE));
  }

  private static CastResult.Accepted accepted(CastResult result) {
    assertThat(result).isInstanceOf(CastResult.Accepted.class);
    return (CastResult.Accepted) result;
  }

  /** Blocks writes to the ledger until it is released. */
  private final class HeldLedger implements AutoCloseable {
    private final Connection connection;

    HeldLedger() throws SQLException {
      connection = database.dataSource().getConnection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LOCK TABLE vote_event IN EXCLUSIVE MODE");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  @Test
  void newerVoteWinsOverUnknownOneThatRedisExecutesLater() {
    redis.pause();
    Map<Integer, CompletableFuture<CastResult>> lost = new LinkedHashMap<>();
    for (int i = 0; i < VOTERS; i++) {
      VoteRequest vote = VoteRequest.cast(voter(i), subject(i), Choice.UP);
      lost.put(i, engine.castAsync(vote.deadline(Duration.ofMillis(300))));
    }
    List<Integer> unknown = new ArrayList<>();
    lost.forEach(
        (i, answer) -> {
          if (answer.join() instanceof CastResult.Unknown) {
            unknown.add(i);
          }
        });
    assertThat(unknown).isNotEmpty();
    List<CompletableFuture<CastResult>> newer =
        unknown.stream()
            .map(i -> VoteRequest.cast(voter(i), subject(i), Choice.DOWN).deadline(AMPLE))
            .map(engine::castAsync)
            .toList();
    newer.forEach(answer -> accepted(answer.join()));
    redis.resume();
    awaitExact();
    for (int i : unknown) {
      assertThat(engine.read(subject(i), voter(i)).choice())
          .as("%s", voter(i))
          .isEqualTo(Choice.DOWN);
    }
  }

  @Test
  void secondClicksTakeTheFirstBackAfterRedisLostThem() throws SQLException {
    try (HeldLedger held = new HeldLedger()) {
      toggleAll(Choice.UP);
      redis.command("FLUSHALL");
    }
    toggleAll(Choice.NONE);
    assertAllHave(Choice.NONE);
  }

  @Test
  void secondClicksTakeTheFirstBackWhileVotesAreCastInTheLedger() throws SQLException {
    try (HeldLedger held = new HeldLedger()) {
      toggleAll(Choice.UP);
      redis.kill();
    }
    toggleAll(Choice.NONE);
    redis.restart();
    assertAllHave(Choice.NONE);
  }

  private void toggleAll(Choice expected) {
    List<CompletableFuture<CastResult>> answers =
        IntStream.range(0, VOTERS)
            .mapToObj(i -> VoteRequest.toggle(voter(i), subject(i), Choice.UP).deadline(AMPLE))
            .map(engine::castAsync)
            .toList();
    answers.forEach(answer -> assertThat(accepted(answer.join()).choice()).isEqualTo(expected));
  }

  @Test
  void everyAcknowledgedVoteIsInTheAuditLogBeforeItIsCalledDurable() throws SQLException {
    List<CastResult.Accepted> first = new ArrayList<>();
    List<CastResult.Accepted> second = new ArrayList<>();
    try (HeldLedger held = new HeldLedger()) {
      for (int i = 0; i < VOTERS; i++) {
        first.add(accepted(cast(VoteRequest.cast(voter(i), subject(i), Choice.UP))));
        second.add(accepted(cast(VoteRequest.cast(voter(i), subject(i), Choice.DOWN))));
      }
      redis.command("FLUSHALL");
    }
    for (int i = 0; i < VOTERS; i++) {
      for (CastResult.Accepted vote : List.of(first.get(i), second.get(i))) {
        RequestId id = vote.requestId();
        vote.durable().orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(engine.status(voter(i), subject(i), id)).isEqualTo(RequestStatus.DURABLE);
      }
    }
    awaitExact();
    for (int s = 0; s < SUBJECTS; s++) {
      List<RequestId> logged =
          engine.records().history(subject(s), 1000).stream().map(HistoryEntry::requestId).toList();
      for (int i = s; i < VOTERS; i += SUBJECTS) {
        assertThat(logged)
            .containsSubsequence(second.get(i).requestId(), first.get(i).requestId())
            .doesNotHaveDuplicates();
      }
    }
    assertAllHave(Choice.DOWN);
  }

  private void assertAllHave(Choice choice) {
    awaitExact();
    for (int i = 0; i < VOTERS; i++) {
      assertThat(engine.read(subject(i), voter(i)).choice()).as("%s", voter(i)).isEqualTo(choice);
    }
  }

  private void awaitExact() {
    List<SubjectId> all = IntStream.range(0, SUBJECTS).mapToObj(i -> subject(i)).toList();
    await()
        .atMost(AMPLE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(engine.drain(Duration.ofSeconds(5))).isTrue();
              assertThat(engine.page(all, null)).allMatch(view -> view.exact());
              assertThat(engine.auditNow("posts").exact()).isTrue();
            });
  }
}
