package io.voteengine.redis.faults;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.DatabaseServer;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.Answers;
import io.voteengine.redis.testing.Recount;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.redis.testing.TrackedVoter;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.Reconciler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Redis, PostgreSQL, and two engines at which voters vote at a steady pace; all of them can be
 * broken. The second engine does not drain when it is closed.
 */
public final class FaultySite implements AutoCloseable {
  private static final int PARTITIONS = 16;
  private static final int ENGINES = 2;
  private static final int VOTERS = 24;
  private static final int THREADS = 8;
  private static final long PACE_MILLIS = 20;

  /** Few, so that a voter's votes on a subject follow each other closely. */
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 24).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  public final RedisProcess redis =
      RedisProcess.start("--appendonly", "yes", "--appendfsync", "everysec");
  public final ServerProgram postgres;
  final Answers answers = new Leaving();
  private final TestDatabase database;
  private final AtomicReferenceArray<VoteEngine> engines = new AtomicReferenceArray<>(ENGINES);
  private final List<TrackedVoter> voters = new ArrayList<>();
  private final ScheduledExecutorService crowd = Executors.newScheduledThreadPool(THREADS);

  /** Votes of a closed engine are only in the store for a moment. */
  private static final class Leaving extends Answers {
    @Override
    protected void undurable(VoteRequest vote, Throwable failure) {
      if (!String.valueOf(failure.getMessage()).contains("only the store has it")) {
        super.undurable(vote, failure);
      }
    }
  }

  /** Starts to vote. */
  public FaultySite(long seed) {
    postgres = ServerProgram.postgres(null);
    database = TestDatabase.postgres(postgres.server());
    VoteSchema.migrate(database.dataSource());
    for (int i = 0; i < ENGINES; i++) {
      engines.set(i, build(i));
    }
    engines.get(0).polls().define(Poll.named("posts").unlimited());
    for (int i = 0; i < VOTERS; i++) {
      TrackedVoter voter =
          new TrackedVoter(VoterId.of("v" + i), SUBJECTS, seed * VOTERS + i, true, answers);
      int engine = i % ENGINES;
      voters.add(voter);
      crowd.scheduleWithFixedDelay(
          () -> voter.vote(engines.get(engine)), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }
    await("votes").atMost(AMPLE).until(() -> answers.accepted() >= VOTERS);
  }

  private VoteEngine build(int number) {
    return VoteEngine.builder(RedisVoteStore.connect(redis.uri()), ledger())
        .reconciler(
            Reconciler.builder().backoff(Duration.ofMillis(10), Duration.ofMillis(500)).build())
        .acceptedDeadline(Duration.ofMillis(200))
        .durableDeadline(Duration.ofSeconds(2))
        .drainTimeout(number == 0 ? AMPLE : Duration.ZERO)
        .build();
  }

  private VoteLedger ledger() {
    return JdbcVoteLedger.connect(database.url(), database.user(), database.password());
  }

  /** Closes an engine while the other goes on. */
  void closeEngine(int number) {
    // Redis may lose what it has at any time after this, so another engine must know it first.
    for (int i = 0; i < ENGINES; i++) {
      assertThat(engines.get(i).drain(AMPLE)).as("engine %d drains", i).isTrue();
    }
    engines.get(number).close();
    for (int i = 0; i < ENGINES; i++) {
      if (i != number) {
        assertThat(engines.get(i).drain(AMPLE)).as("engine %d drains", i).isTrue();
      }
    }
  }

  void replaceEngine(int number) {
    engines.set(number, build(number));
  }

  /** Ends all sessions of the database except this one. */
  void terminateBackends() {
    DatabaseServer server = postgres.server();
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how often partitions have been recovered. */
  long recoveries() {
    try (VoteLedger ledger = ledger()) {
      ledger.open(PARTITIONS);
      return ledger.positions().stream().map(Position::term).mapToLong(t -> t.epoch() - 1).sum();
    }
  }

  /** Ends the voting, and asserts that store, ledger and voters agree on what counts. */
  public void endAndCheck() throws InterruptedException {
    crowd.shutdown();
    assertThat(crowd.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    await("every vote's outcome")
        .atMost(AMPLE)
        .until(
            () ->
                IntStream.range(0, VOTERS)
                    .mapToObj(i -> voters.get(i).settle(engines.get(i % ENGINES)))
                    .reduce(true, Boolean::logicalAnd));
    await("durability").atMost(AMPLE).until(() -> answers.awaited() == 0);
    for (int i = 0; i < ENGINES; i++) {
      assertThat(engines.get(i).drain(AMPLE)).as("engine %d drains", i).isTrue();
    }
    assertThat(answers.wrong()).isEmpty();
    Recount recount =
        new Recount(
            PARTITIONS,
            SUBJECTS,
            voters.stream().collect(Collectors.toMap(TrackedVoter::id, TrackedVoter::choices)));
    try (VoteLedger ledger = ledger()) {
      ledger.open(PARTITIONS);
      assertThat(recount.ledger(ledger)).isEmpty();
    }
    assertThat(engines.get(0).auditNow("posts").exact()).isTrue();
    assertThat(Recount.countedTwice(database.dataSource())).isEmpty();
    for (int i = 0; i < ENGINES; i++) {
      VoteEngine engine = engines.get(i);

      // When votes were cast around the store, it serves again only after it has unloaded them.
      await("engine " + i)
          .atMost(AMPLE)
          .ignoreExceptionsInstanceOf(VoteException.class)
          .untilAsserted(() -> assertThat(recount.engine(engine)).isEmpty());
    }
  }

  @Override
  public void close() {
    crowd.shutdownNow();
    for (int i = 0; i < ENGINES; i++) {
      if (engines.get(i) != null) {
        engines.get(i).close();
      }
    }
    database.close();
    postgres.close();
    redis.close();
  }
}
