package io.voteengine.redis.testing;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Voters at several engines on one Redis and one ledger, who vote until they are stopped. They may
 * have to wait for an answer, but each vote must be accepted.
 */
public final class LiveVoting implements AutoCloseable {
  /** The default of an engine. */
  private static final int PARTITIONS = 16;

  private static final int ENGINES = 2;
  private static final int VOTERS = 6;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 40).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  private final List<VoteEngine> engines = new ArrayList<>();
  private final ExecutorService crowd = Executors.newFixedThreadPool(VOTERS);
  private final List<Future<List<CompletableFuture<?>>>> voters = new ArrayList<>();
  private final Map<VoterId, Map<SubjectId, Choice>> model = new ConcurrentHashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private volatile boolean stopped;

  /** Starts to vote. */
  public LiveVoting(String uri) {
    VoteSchema.migrate(database);
    for (int i = 0; i < ENGINES; i++) {
      engines.add(
          VoteEngine.builder(RedisVoteStore.connect(uri), JdbcVoteLedger.over(database))
              .reconciler(
                  Reconciler.builder()
                      .backoff(Duration.ofMillis(10), Duration.ofMillis(200))
                      .build())
              .acceptedDeadline(AMPLE)
              .build());
    }
    engines.get(0).polls().define(Poll.named("posts").unlimited());
    for (int i = 0; i < VOTERS; i++) {
      VoterId voter = VoterId.of("v" + i);
      VoteEngine engine = engines.get(i % ENGINES);
      Random random = new Random(i);
      voters.add(crowd.submit(() -> vote(engine, voter, random)));
    }
    voteOn(100);
  }

  private List<CompletableFuture<?>> vote(VoteEngine engine, VoterId voter, Random random) {
    List<CompletableFuture<?>> durable = new ArrayList<>();
    Map<SubjectId, Choice> mine = model.computeIfAbsent(voter, any -> new ConcurrentHashMap<>());
    while (!stopped) {
      SubjectId subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      Choice choice = Choice.values()[random.nextInt(3)];
      CastResult result = engine.cast(voter, subject, choice);
      assertThat(result).isInstanceOf(CastResult.Accepted.class);
      mine.put(subject, choice);
      durable.add(((CastResult.Accepted) result).durable());
      accepted.incrementAndGet();
    }
    return durable;
  }

  /** Waits until this many more votes are accepted. */
  public void voteOn(long votes) {
    long enough = accepted.get() + votes;
    await()
        .atMost(AMPLE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> accepted.get() >= enough || voters.stream().anyMatch(Future::isDone));
  }

  /** Blocks commits to the ledger until the connection is closed. */
  public Connection stallLedger() throws SQLException {
    Connection lock = database.getConnection();
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute("SELECT * FROM vote_partition FOR UPDATE");
    }
    return lock;
  }

  /** Waits until partitions have been recovered this often, not counting their first start. */
  public void awaitRecoveries(long times) {
    try (VoteLedger ledger = JdbcVoteLedger.over(database)) {
      ledger.open(PARTITIONS);
      await()
          .atMost(AMPLE)
          .until(
              () ->
                  IntStream.range(0, PARTITIONS)
                          .mapToLong(partition -> ledger.position(partition).term().epoch() - 1)
                          .sum()
                      >= times);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "No recovery: " + engines.stream().map(engine -> engine.health(AMPLE)).toList(), e);
    }
  }

  /** Ends the voting, and asserts that store, ledger and voters agree. */
  public void endAndCheck() throws Exception {
    stopped = true;
    for (Future<List<CompletableFuture<?>>> voter : voters) {
      for (CompletableFuture<?> durable : voter.get()) {
        assertThat(durable).succeedsWithin(AMPLE);
      }
    }
    for (VoteEngine engine : engines) {
      assertThat(engine.drain(AMPLE)).isTrue();
    }
    assertThat(engines.get(0).auditNow("posts").exact()).isTrue();
    checkLedger();
    for (VoteEngine engine : engines) {
      model.forEach((voter, choices) -> checkPage(engine, voter, choices));
    }
  }

  private void checkPage(VoteEngine engine, VoterId voter, Map<SubjectId, Choice> choices) {
    // When votes were cast around the store, it serves again only after it has unloaded them.
    await()
        .atMost(AMPLE)
        .until(() -> engine.page(SUBJECTS, voter).stream().allMatch(SubjectView::exact));
    for (SubjectView view : engine.page(SUBJECTS, voter)) {
      SubjectId subject = view.subject();
      String what = "%s by %s in the store".formatted(view, voter);
      assertThat(view.exact()).as(what).isTrue();
      assertThat(view.choice()).as(what).isEqualTo(choices.getOrDefault(subject, Choice.NONE));
      assertThat(view.tally().up()).as(what).isEqualTo(count(subject, Choice.UP));
      assertThat(view.tally().down()).as(what).isEqualTo(count(subject, Choice.DOWN));
    }
  }

  private void checkLedger() {
    try (VoteLedger ledger = JdbcVoteLedger.over(database)) {
      ledger.open(PARTITIONS);
      for (SubjectId subject : SUBJECTS) {
        var recorded =
            ledger.subjects(subject.partition(PARTITIONS), List.of(subject)).value().get(0);
        String what = recorded + " in the ledger";
        assertThat(recorded.up()).as(what).isEqualTo(count(subject, Choice.UP));
        assertThat(recorded.down()).as(what).isEqualTo(count(subject, Choice.DOWN));
      }
    }
  }

  private long count(SubjectId subject, Choice choice) {
    return model.values().stream().filter(mine -> mine.get(subject) == choice).count();
  }

  @Override
  public void close() {
    stopped = true;
    crowd.shutdown();
    engines.forEach(VoteEngine::close);
    database.dispose();
  }
}
