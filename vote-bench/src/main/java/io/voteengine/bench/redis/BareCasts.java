package io.voteengine.bench.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.redis.RedisVoteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The casts of {@link RedisVoteStore} without the store: the same EVALSHA with the same keys and
 * arguments, one for each vote, through Lettuce's own commands. The store's commands are recorded,
 * one for each subject; in copies of them, voter and request id are replaced.
 */
final class BareCasts implements AutoCloseable {
  private static final byte ACCEPTED = 1;

  private final RedisSite site;
  private final RedisClient recorded;
  private final RedisClient client;
  private final RedisAsyncCommands<byte[], byte[]> commands;
  private final List<CastTemplate> templates = new ArrayList<>();

  BareCasts(String uri, String prefix, int subjects) {
    recorded = RedisClient.create(uri);
    recorded.setOptions(RedisVoteStore.clientOptions());
    LastEvalsha last = new LastEvalsha();
    recorded.addListener(last);
    site = RedisSite.open(RedisVoteStore.builder(recorded).keyPrefix(prefix), subjects);
    // The next one shares the maker of its id.
    site.cast(0, CastTemplate.RECORDED, -1).toCompletableFuture().join();
    for (int subject = 0; subject < subjects; subject++) {
      long request = -2 - subject;
      site.cast(subject, CastTemplate.RECORDED, request).toCompletableFuture().join();
      templates.add(CastTemplate.of(last.parts(), request));
    }
    client = RedisClient.create(uri);
    client.setOptions(RedisVoteStore.clientOptions());
    commands = client.connect(ByteArrayCodec.INSTANCE).async();
  }

  CompletionStage<List<Object>> cast(int subject, byte[] voter, long request) {
    CastTemplate template = templates.get(subject);
    return commands
        .<List<Object>>evalsha(
            template.digest(),
            ScriptOutputType.MULTI,
            template.keys(),
            template.args(voter, request))
        .thenApply(BareCasts::accepted);
  }

  /** The script replies the time, and then for each vote a string that begins with a code. */
  private static List<Object> accepted(List<Object> reply) {
    if (((byte[]) reply.get(1))[0] != ACCEPTED) {
      throw new IllegalStateException("Every cast must be accepted: " + reply);
    }
    return reply;
  }

  CompletionStage<String> ping() {
    return commands.ping();
  }

  void trim() {
    site.trim();
  }

  @Override
  public void close() {
    client.shutdown();
    site.close();
    recorded.shutdown();
  }
}
