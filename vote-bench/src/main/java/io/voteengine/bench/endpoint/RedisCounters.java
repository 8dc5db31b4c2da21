package io.voteengine.bench.endpoint;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.voteengine.bench.endpoint.SqlSync.Counter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the counts of many subjects, all of them under way at once. */
final class RedisCounters {
  private RedisCounters() {}

  /**
   * Returns the counts that Redis has now.
   *
   * @param prefix of the keys, before the subject
   */
  static List<Counter> read(
      RedisAsyncCommands<String, String> redis, String prefix, Collection<String> subjects) {
    List<RedisFuture<List<KeyValue<String, String>>>> asked = new ArrayList<>();
    for (String subject : subjects) {
      asked.add(redis.hmget(prefix + subject, "up", "down"));
    }
    List<Counter> counters = new ArrayList<>();
    int next = 0;
    for (String subject : subjects) {
      List<KeyValue<String, String>> counts = asked.get(next++).toCompletableFuture().join();
      counters.add(new Counter(subject, number(counts.get(0)), number(counts.get(1))));
    }
    return counters;
  }

  private static long number(KeyValue<String, String> count) {
    return Long.parseLong(count.getValueOrElse("0"));
  }
}
