package io.voteengine.redis.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import io.voteengine.tck.testing.Waiting;
import java.util.List;

/** A master, its replica, and a Sentinel that can exchange the two. */
public final class RedisSentinel implements AutoCloseable {
  private static final String NAME = "votes";

  private final RedisProcess master = RedisProcess.start("--repl-diskless-sync-delay", "0");
  private final RedisProcess replica =
      RedisProcess.start("--replicaof", "127.0.0.1", "" + master.port());
  private final RedisProcess sentinel =
      RedisProcess.startSentinel(
          RedisProgram.find(),
          List.of(
              "sentinel monitor " + NAME + " 127.0.0.1 " + master.port() + " 1",
              "sentinel down-after-milliseconds " + NAME + " 1000",
              "sentinel failover-timeout " + NAME + " 5000"));
  private final RedisClient client = RedisClient.create();
  private final RedisSentinelCommands<String, String> commands =
      client
          .connectSentinel(RedisURI.Builder.sentinel("127.0.0.1", sentinel.port(), NAME).build())
          .sync();

  private RedisSentinel() {
    Waiting.until(
        () ->
            commands.replicas(NAME).stream()
                .anyMatch(known -> "ok".equals(known.get("master-link-status"))));
  }

  /**
   * Starts all three.
   *
   * @return the servers, which know one another
   */
  public static RedisSentinel start() {
    return new RedisSentinel();
  }

  /**
   * Returns where the Sentinel listens.
   *
   * @return a URI for {@code RedisVoteStore.connect}
   */
  public String uri() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "?sentinelMasterId=" + NAME;
  }

  /** Disconnects the replica from the master, so that it lacks what comes now. */
  public void cutReplicaOff() {
    Replication.cut(connect(master), connect(replica));
  }

  /** Kills the master, and waits until the replica has taken its place. */
  public void failOver() {
    master.kill();
    awaitPromotion();
  }

  /** Makes the replica take the place of the master, which serves until the Sentinel stops it. */
  public void failOverByHand() {
    commands.failover(NAME);
    awaitPromotion();
  }

  private void awaitPromotion() {
    String promoted = Integer.toString(replica.port());
    Waiting.until(() -> promoted.equals(commands.master(NAME).get("port")));
  }

  private RedisCommands<String, String> connect(RedisProcess server) {
    return client.connect(RedisURI.create(server.uri())).sync();
  }

  @Override
  public void close() {
    client.shutdown();
    sentinel.close();
    replica.close();
    master.close();
  }
}
