package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.voteengine.redis.client.RedisConnection;
import io.voteengine.redis.script.Keys;
import io.voteengine.redis.startup.Ownership;
import io.voteengine.redis.startup.SafeConnection;
import io.voteengine.redis.startup.StartupCheck;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Connects a store and checks that it is safe for the votes of one ledger. */
final class StoreOpening {
  private final AbstractRedisClient client;
  private final StoreOptions options;

  StoreOpening(AbstractRedisClient client, StoreOptions options) {
    this.client = client;
    this.options = options;
  }

  /**
   * Returns the open store. A connection that was made for it is closed when a check fails.
   *
   * @param opened the store if it is open already: it is checked again, and stays; otherwise null
   * @param count the number of partitions
   */
  OpenStore run(@Nullable OpenStore opened, int count, UUID ledger) {
    Keys keys = options.keys();
    Ownership ownership = new Ownership(ledger, options.formerLedger());
    RedisConnection link =
        opened == null ? SafeConnection.of(client, options.timeout()) : opened.link();
    try {
      StartupCheck check = new StartupCheck(link, options.timeout());
      boolean sharded = check.servers();
      check.partitions(keys, count);
      OpenStore ready =
          opened != null ? opened : new OpenStore(link, options, ownership, count, sharded);
      check.permissions(ready.scripts, keys, count);
      check.channels(keys, count, ready.sharded());
      check.ownership(IntStream.range(0, count).mapToObj(ready.states::state).toList(), ownership);
      return ready;
    } catch (RuntimeException e) {
      if (opened == null) {
        link.close();
      }
      throw e;
    }
  }
}
