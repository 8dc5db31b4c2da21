package io.voteengine.redis.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.voteengine.VoteConfigurationException;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.script.Replies;
import io.voteengine.redis.script.Script;
import io.voteengine.redis.script.Scripts;
import io.voteengine.spi.journal.PartitionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Refuses servers that are not safe for votes, users without the permissions needed, a store of
 * another ledger, and a changed number of partitions.
 */
public final class StartupCheck {
  private final RedisConnection link;
  private final StartupCalls calls;

  public StartupCheck(RedisConnection link, Duration timeout) {
    this.link = link;
    this.calls = new StartupCalls(timeout);
  }

  /**
   * Refuses servers that are not safe for votes. Returns whether they are a cluster that knows
   * sharded Pub/Sub.
   */
  public boolean servers() {
    boolean sharded = link.isCluster();
    for (Map.Entry<String, CompletionStage<String>> asked : link.infos().entrySet()) {
      ServerInfo server = ServerInfo.parse(asked.getKey(), calls.await(asked.getValue()));
      server.requireSafe(link.isCluster());
      sharded &= server.hasShardedPubSub();
    }
    return sharded;
  }

  /** Compares the number of partitions with the recorded one, and records it at the first use. */
  public void partitions(Keys keys, int partitions) {
    RedisClusterAsyncCommands<byte[], byte[]> commands = link.commands();
    byte[] key = keys.partitions();
    byte[] recorded = calls.await(commands.get(key));
    if (recorded == null) {
      byte[] number = Integer.toString(partitions).getBytes(UTF_8);
      calls.await(commands.set(key, number, SetArgs.Builder.nx()));
      recorded = calls.await(commands.get(key));
    }
    String found = recorded == null ? "none" : new String(recorded, UTF_8);
    if (!found.equals(Integer.toString(partitions))) {
      throw new VoteConfigurationException(
          VoteConfigurationException.Problem.PARTITIONS,
          "Redis holds votes in %s partitions under the key prefix of %s, and the engine asks for %d: configure %1$s, or another key prefix"
              .formatted(found, new String(key, UTF_8), partitions),
          null);
    }
  }

  /**
   * Refuses a user who lacks a permission that will be needed. Users of a cluster's nodes may
   * differ.
   */
  public void permissions(Scripts scripts, Keys keys, int partitions) {
    List<CompletionStage<List<Object>>> probes =
        IntStream.range(0, partitions)
            .mapToObj(partition -> scripts.run(Script.PROBE, new byte[][] {keys.meta(partition)}))
            .toList();
    for (CompletionStage<List<Object>> probe : probes) {
      List<Object> lacking = calls.await(probe);
      if (lacking != null && !lacking.isEmpty()) {
        String names =
            IntStream.range(0, lacking.size())
                .mapToObj(i -> Replies.required(lacking, i))
                .collect(joining(", "));
        throw MissingPermission.exception(
            "the user may not use " + names + " (keys are ~" + keys.prefix() + ":*)", null);
      }
    }
  }

  /** Refuses a user who may not send messages to other nodes. */
  public void channels(Keys keys, int partitions, boolean sharded) {
    byte[] nothing = new byte[0];
    calls.await(link.commands().publish(keys.signals(), nothing));
    for (byte[] channel : keys.broadcasts(partitions, sharded)) {
      calls.await(
          sharded
              ? link.commands().spublish(channel, nothing)
              : link.commands().publish(channel, nothing));
    }
  }

  /** Refuses a store with a partition of another ledger. */
  public void ownership(List<CompletionStage<PartitionState>> states, Ownership ownership) {
    try {
      for (CompletionStage<PartitionState> asked : states) {
        PartitionState state = calls.await(asked);
        if (state != null) {
          ownership.check(state.identity());
        }
      }
    } catch (Ownership.ForeignLedgerException e) {
      throw new VoteConfigurationException(
          VoteConfigurationException.Problem.FOREIGN_STORE, String.valueOf(e.getMessage()), null);
    }
  }
}
