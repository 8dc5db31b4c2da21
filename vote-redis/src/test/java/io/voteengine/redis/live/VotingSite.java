package io.voteengine.redis.live;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FaultProxy;
import io.voteengine.redis.testing.RedisProcess;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.testing.Waiting;
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
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Two engines on one Redis and one database, votes at a steady pace, and faults. The second engine
 * reaches Redis through a proxy.
 */
final class VotingSite implements AutoCloseable {
  static final int VOTERS = 200;
  static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 50).mapToObj(i -> SubjectId.of("posts", "s" + i)).toList();

  private static final int VOTES_PER_SECOND = 200;
  private static final String SECOND = "second";

  private final RedisProcess redis = RedisProcess.start();
  private final FaultProxy proxy = new FaultProxy(redis.port());
  private final RedisClient admin = RedisClient.create(redis.uri());
  private final RedisCommands<String, String> commands = admin.connect().sync();
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  private final List<VoteEngine> engines = new ArrayList<>();
  private final Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final BiConsumer<SubjectId, Tally> receipts;
  private final Random random = new Random(7);

  /**
   * @param options set for both engines
   * @param receipts receives the counts of every accepted vote; called by many threads
   */
  VotingSite(UnaryOperator<VoteEngineBuilder> options, BiConsumer<SubjectId, Tally> receipts) {
    this.receipts = receipts;
    database.setMaxConnections(60);
    VoteSchema.migrate(database);
    commands.aclSetuser(
        SECOND, AclSetuserArgs.Builder.on().nopass().allKeys().allChannels().allCommands());
    for (String uri : List.of(redis.uri(), proxy.uri().replace("//", "//" + SECOND + ":any@"))) {
      engines.add(
          options
              .apply(
                  VoteEngine.builder(RedisVoteStore.connect(uri), JdbcVoteLedger.over(database))
                      .reconciler(
                          Reconciler.builder()
                              .backoff(Duration.ofMillis(10), Duration.ofMillis(200))
                              .build()))
              .build());
    }
    engines.get(0).polls().define(Poll.named("posts").unlimited());
  }

  List<VoteEngine> engines() {
    return engines;
  }

  static VoterId voter(int number) {
    return VoterId.of("v" + number);
  }

  /** Casts votes at both engines, at a steady pace. */
  void voteFor(Duration time) {
    voteFor(time, () -> {});
  }

  /**
   * Casts votes at both engines, at a steady pace.
   *
   * @param beforeEach runs before each vote
   */
  void voteFor(Duration time, Runnable beforeEach) {
    long begin = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / VOTES_PER_SECOND;
    long votes = time.toNanos() / pause;
    for (long i = 0; i < votes; i++) {
      for (long wait = begin + i * pause - System.nanoTime();
          wait > 0;
          wait = begin + i * pause - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      beforeEach.run();
      vote();
    }
  }

  private void vote() {
    VoteRequest vote =
        VoteRequest.cast(
            voter(random.nextInt(VOTERS)),
            SUBJECTS.get(random.nextInt(SUBJECTS.size())),
            Choice.values()[random.nextInt(Choice.values().length)]);
    answers.add(
        engines
            .get(random.nextInt(engines.size()))
            .castAsync(vote)
            .thenAccept(
                result -> {
                  if (result instanceof CastResult.Accepted yes) {
                    accepted.incrementAndGet();
                    receipts.accept(vote.subject(), yes.receipt().tally());
                  }
                }));
  }

  int accepted() {
    return accepted.get();
  }

  void cutPubSub() {
    commands.clientKill(KillArgs.Builder.typePubsub());
  }

  /** The second engine sends messages, and receives none. */
  void deafenSecondNode() {
    commands.aclSetuser(SECOND, AclSetuserArgs.Builder.removeCommand(CommandType.SUBSCRIBE));
    cutPubSub();
  }

  /** The second engine may receive messages again, once it tries. */
  void hearSecondNode() {
    commands.aclSetuser(SECOND, AclSetuserArgs.Builder.addCommand(CommandType.SUBSCRIBE));
  }

  void loseEverything() {
    commands.flushall();
  }

  /** The second engine reaches Redis no longer, and votes in the ledger. */
  void freezeOneNode() {
    proxy.freeze();
  }

  void thaw() {
    proxy.thaw();
  }

  /** Waits until every vote has been answered. */
  void awaitAnswers() {
    answers.forEach(answer -> answer.exceptionally(failure -> null).join());
  }

  /** Waits until the ledger has everything. */
  void drain() {
    engines.forEach(engine -> engine.drain(Waiting.AMPLE));
  }

  @Override
  public void close() {
    proxy.thaw();
    engines.forEach(VoteEngine::close);
    proxy.close();
    database.dispose();
    admin.shutdown();
    redis.close();
  }
}
