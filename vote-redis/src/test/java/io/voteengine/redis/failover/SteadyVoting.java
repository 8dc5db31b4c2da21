package io.voteengine.redis.failover;

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
import io.voteengine.health.VoteHealth.Status;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.sync.Reconciler;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An engine on a Redis and a PostgreSQL, with a new voter's vote every two milliseconds. */
final class SteadyVoting implements AutoCloseable {
  private static final long PACE_MICROS = 2_000;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 48).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  /** A vote; times by {@link System#nanoTime()}, 0 when not yet. */
  private static final class Vote {
    final VoterId voter;
    final SubjectId subject;
    final RequestId request = RequestId.of(UUID.randomUUID());
    final long sent = System.nanoTime();
    volatile long answered;
    volatile long durable;
    volatile @Nullable CastResult result;

    Vote(int number) {
      voter = VoterId.of("v" + number);
      subject = SUBJECTS.get(number % SUBJECTS.size());
    }

    boolean isAccepted() {
      return result instanceof CastResult.Accepted;
    }
  }

  /**
   * The outcomes of the votes since the failover began.
   *
   * @param accepted votes that were accepted, also before
   * @param refused votes that were refused or failed
   * @param unknown votes whose outcome was unknown
   * @param refusedFor seconds from the start until the last vote that was not accepted was sent
   * @param longestDurable the longest time from an accepted vote to its durability, in seconds
   */
  record Figures(
      int accepted, int refused, int unknown, double refusedFor, double longestDurable) {}

  private final ServerProgram postgres = ServerProgram.postgres(null);
  private final TestDatabase database = TestDatabase.postgres(postgres.server());
  private final VoteEngine engine;
  private final Queue<Vote> votes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

  /** Starts to vote. */
  SteadyVoting(String uri) {
    VoteSchema.migrate(database.dataSource());
    engine =
        VoteEngine.builder(
                RedisVoteStore.connect(uri),
                JdbcVoteLedger.connect(database.url(), database.user(), database.password()))
            .reconciler(Reconciler.withDefaults())
            .build();
    engine.polls().define(Poll.named("posts").unlimited());
    clock.scheduleAtFixedRate(this::vote, 0, PACE_MICROS, TimeUnit.MICROSECONDS);
  }

  private void vote() {
    Vote vote = new Vote(sent.getAndIncrement());
    votes.add(vote);
    engine
        .castAsync(VoteRequest.cast(vote.voter, vote.subject, Choice.UP).requestId(vote.request))
        .whenComplete((result, failure) -> answered(vote, result));
  }

  private void answered(Vote vote, @Nullable CastResult result) {
    vote.result = result;
    vote.answered = System.nanoTime();
    if (result instanceof CastResult.Accepted acceptance) {
      accepted.incrementAndGet();
      acceptance.durable().thenRun(() -> vote.durable = System.nanoTime());
    }
  }

  /** Waits until this many more votes are accepted. */
  void awaitAccepted(int more) {
    int enough = accepted.get() + more;
    await("accepted votes").atMost(AMPLE).until(() -> accepted.get() >= enough);
  }

  boolean isHealthy() {
    return engine.health(AMPLE).status() == Status.HEALTHY;
  }

  /** Ends the voting, once all votes are answered and durable. */
  Figures end(long begun) {
    clock.shutdown();
    await("answers").atMost(AMPLE).until(() -> votes.stream().allMatch(v -> v.answered != 0));
    await("durability")
        .atMost(AMPLE)
        .until(() -> votes.stream().allMatch(v -> !v.isAccepted() || v.durable != 0));
    int unknown = (int) votes.stream().filter(v -> v.result instanceof CastResult.Unknown).count();
    return new Figures(
        accepted.get(),
        votes.size() - accepted.get() - unknown,
        unknown,
        seconds(
            votes.stream()
                .filter(v -> !v.isAccepted())
                .mapToLong(v -> v.sent - begun)
                .max()
                .orElse(0)),
        seconds(
            votes.stream()
                .filter(Vote::isAccepted)
                .mapToLong(v -> v.durable - v.answered)
                .max()
                .orElse(0)));
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e7) / 100.0;
  }

  /** Every accepted vote counts once. Of the others, those count that the ledger confirms. */
  void assertNothingLostOrDoubled() {
    assertThat(engine.drain(AMPLE)).isTrue();
    long applied =
        votes.stream()
            .filter(vote -> !vote.isAccepted())
            .filter(
                vote ->
                    engine.status(vote.voter, vote.subject, vote.request) == RequestStatus.DURABLE)
            .count();
    var audit = engine.auditNow("posts");
    assertThat(audit.exact()).isTrue();
    assertThat(audit.votes().up()).isEqualTo(accepted.get() + applied);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    engine.close();
    database.close();
    postgres.close();
  }
}
