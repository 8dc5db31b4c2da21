package io.voteengine.bench.site;

import org.jspecify.annotations.Nullable;

/** The servers of a run. Closing them ends those that the run started. */
public record Servers(@Nullable RedisServer redis, SqlServer sql) implements AutoCloseable {
  /** Returns what runs, in a few words. */
  public String text() {
    return (redis == null ? "store in memory" : "Redis " + redis.version()) + ", " + sql.text();
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
  }
}
