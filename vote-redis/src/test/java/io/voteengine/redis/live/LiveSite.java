package io.voteengine.redis.live;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.live.Interest;
import io.voteengine.live.SharedUpdate;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FaultProxy;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Two engines on one Redis and one database; the second reaches Redis through a proxy. Subscribers
 * of both watch all subjects.
 */
final class LiveSite implements AutoCloseable {
  private static final int VOTES_PER_SECOND = 200;
  private static final int VOTERS = 200;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 50).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  private final RedisProcess redis = RedisProcess.start();
  private final FaultProxy proxy = new FaultProxy(redis.port());
  private final RedisClient admin = RedisClient.create(redis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  private final List<VoteEngine> engines = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Random random = new Random(7);
  private volatile boolean blocked;

  LiveSite(int subscribers) {
    database.setMaxConnections(60);
    VoteSchema.migrate(database);
    for (String uri : List.of(redis.uri(), proxy.uri())) {
      engines.add(
          VoteEngine.builder(RedisVoteStore.connect(uri), JdbcVoteLedger.over(database))
              .reconciler(
                  Reconciler.builder()
                      .backoff(Duration.ofMillis(10), Duration.ofMillis(200))
                      .build())
              .build());
    }
    engines.get(0).polls().define(Poll.named("posts").unlimited());
    for (int i = 0; i < subscribers; i++) {
      boolean first = i % 2 == 0;
      Watcher watcher = first ? new Watcher() : new BlockableWatcher();
      watchers.add(watcher);
      engines.get(first ? 0 : 1).live().subscribe(Interest.subjects(SUBJECTS), watcher);
    }
    Waiting.until(() -> watchers.stream().allMatch(this::hasSnapshot));
  }

  private boolean hasSnapshot(Watcher watcher) {
    return SUBJECTS.stream().allMatch(subject -> watcher.counts(subject) != null);
  }

  private final class BlockableWatcher extends Watcher {
    @Override
    public void onUpdates(List<SharedUpdate> all) {
      await().atMost(Waiting.AMPLE).until(() -> !blocked);
      super.onUpdates(all);
    }
  }

  /** Casts votes at both engines, at a steady pace. */
  void voteFor(Duration time) {
    long begin = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / VOTES_PER_SECOND;
    long votes = time.toNanos() / pause;
    for (long i = 0; i < votes; i++) {
      for (long wait = begin + i * pause - System.nanoTime();
          wait > 0;
          wait = begin + i * pause - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      vote();
    }
  }

  private void vote() {
    VoteRequest vote =
        VoteRequest.cast(
            VoterId.of("v" + random.nextInt(VOTERS)),
            SUBJECTS.get(random.nextInt(SUBJECTS.size())),
            Choice.values()[random.nextInt(Choice.values().length)]);
    answers.add(
        engines
            .get(random.nextInt(engines.size()))
            .castAsync(vote)
            .thenAccept(
                result -> {
                  if (result instanceof CastResult.Accepted) {
                    accepted.incrementAndGet();
                  }
                }));
  }

  int accepted() {
    return accepted.get();
  }

  long updates() {
    return watchers.stream().mapToLong(Watcher::updates).sum();
  }

  List<Watcher> watchers() {
    return watchers;
  }

  void cutPubSub() {
    commands.clientKill(KillArgs.Builder.typePubsub());
  }

  void loseEverything() {
    commands.flushall();
  }

  /** The subscribers of the second engine take nothing any more. */
  void blockDelivery() {
    blocked = true;
  }

  void unblockDelivery() {
    blocked = false;
  }

  /** The second engine reaches Redis no longer, and votes in the ledger. */
  void freezeOneNode() {
    proxy.freeze();
  }

  void thaw() {
    proxy.thaw();
  }

  /**
   * Returns how long it took after the last answer until every subscriber was exact, and then waits
   * until the ledger has everything.
   */
  Duration untilExact() {
    answers.forEach(answer -> answer.exceptionally(failure -> null).join());
    long quiet = System.nanoTime();
    Waiting.until(() -> wrong().isEmpty());
    Duration took = Duration.ofNanos(System.nanoTime() - quiet);
    engines.forEach(engine -> engine.drain(Waiting.AMPLE));
    return took;
  }

  /** Returns the subjects that some subscriber shows with other counts than the ledger has. */
  List<SubjectId> wrong() {
    List<SubjectView> truth = engines.get(0).page(SUBJECTS, null);
    return truth.stream()
        .filter(
            view ->
                !view.exact()
                    || !watchers.stream()
                        .allMatch(watcher -> watcher.shows(view.subject(), view.tally())))
        .map(SubjectView::subject)
        .toList();
  }

  @Override
  public void close() {
    blocked = false;
    proxy.thaw();
    engines.forEach(VoteEngine::close);
    proxy.close();
    database.dispose();
    admin.shutdown();
    redis.close();
  }
}
