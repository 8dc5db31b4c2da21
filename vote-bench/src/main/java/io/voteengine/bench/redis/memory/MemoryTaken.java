package io.voteengine.bench.redis.memory;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.bench.load.InFlight;
import io.voteengine.bench.redis.site.RedisOption;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The memory that votes take.
 *
 * @param used bytes per vote of the server's used_memory
 * @param usage bytes per vote in the sum of MEMORY USAGE over all keys
 */
record MemoryTaken(double used, double usage) {
  private static final int KEYS_AT_ONCE = 1_000;

  /** Measures with closed connections, and empties the server. */
  static MemoryTaken measure(RedisOption redis, long before, int votes, int inFlight)
      throws InterruptedException {
    double used = redis.figures().usedMemory() - before;
    long usage = usage(redis, inFlight);
    redis.commands().flushall();
    return new MemoryTaken(used / votes, (double) usage / votes);
  }

  private static long usage(RedisOption redis, int inFlight) throws InterruptedException {
    LongAdder usage = new LongAdder();
    RedisAsyncCommands<String, String> commands = redis.async();
    KeyScanCursor<String> page = redis.commands().scan(ScanArgs.Builder.limit(KEYS_AT_ONCE));
    while (true) {
      List<String> keys = page.getKeys();
      InFlight.run(
          inFlight,
          keys.size(),
          i -> commands.memoryUsage(keys.get(i)).thenAccept(bytes -> usage.add(bytes)));
      if (page.isFinished()) {
        break;
      }
      page =
          redis
              .commands()
              .scan(ScanCursor.of(page.getCursor()), ScanArgs.Builder.limit(KEYS_AT_ONCE));
    }
    return usage.sum();
  }
}
