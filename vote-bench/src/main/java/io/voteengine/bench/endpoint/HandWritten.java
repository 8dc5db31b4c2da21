package io.voteengine.bench.endpoint;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.endpoint.SqlSync.Counter;
import io.voteengine.bench.endpoint.SqlSync.QueuedVote;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The counter in Redis as sites write it: a key for each vote, a hash for each subject, a queue of
 * votes and a set of dirty subjects, which a job copies to SQL. It is fast, and loses what is
 * between two commands, or between Redis and SQL, when a process crashes.
 */
final class HandWritten implements Endpoint {
  private static final int PIPELINES = 4;
  private static final int AT_ONCE = 2_000;
  private static final long COUNTERS_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

  private final boolean pipelined;
  private final Workload workload;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;
  private final SqlSync sql;
  private final SyncJob job;
  private long countersAt = System.nanoTime();

  HandWritten(Servers servers, PostgresSpace space, Workload workload, boolean pipelined) {
    this.pipelined = pipelined;
    this.workload = workload;
    client = RedisClient.create(Objects.requireNonNull(servers.redis(), "redis").uri());
    connection = client.connect();
    redis = connection.sync();
    sql = new SqlSync(space, SqlTables.with(workload, SqlTables.VOTE));
    job = new SyncJob(this::step);
  }

  @Override
  public int senders() {
    return pipelined ? PIPELINES : 1;
  }

  @Override
  public Sender sender() {
    int seconds = workload.limitSeconds();
    return pipelined
        ? new HandWrittenPipeline(client.connect(), seconds)
        : new HandWrittenRequests(client.connect(), seconds);
  }

  private boolean step() {
    List<String> queued = redis.lpop("queue", AT_ONCE);
    if (queued != null && !queued.isEmpty()) {
      sql.votes(queued.stream().map(HandWritten::vote).toList());
    }
    boolean idle = queued == null || queued.isEmpty();
    if (!idle && System.nanoTime() - countersAt < COUNTERS_EVERY) {
      return true;
    }
    countersAt = System.nanoTime();
    return counters() || !idle;
  }

  private static QueuedVote vote(String text) {
    String[] parts = text.split(" ");
    return new QueuedVote(parts[0], parts[1], Integer.parseInt(parts[2]));
  }

  private boolean counters() {
    List<Counter> counters =
        RedisCounters.read(connection.async(), "subject:", redis.spop("dirty", AT_ONCE));
    sql.counters(counters);
    return !counters.isEmpty();
  }

  @Override
  public void drain() {
    job.drain();
  }

  @Override
  public Differences check(Expected expected) {
    return sql.check(expected);
  }

  @Override
  public void close() {
    job.close();
    client.shutdown();
    sql.close();
  }
}
