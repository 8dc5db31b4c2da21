package io.voteengine.bench.endpoint;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XTrimArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.endpoint.SqlSync.QueuedVote;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.workload.Workload;
import java.util.List;
import java.util.Objects;

/** One script for each vote, by its digest; a job copies the stream of events to SQL. */
final class ScriptPerVote implements Endpoint {
  private static final int AT_ONCE = 2_000;
  private static final String EVENTS = "events";

  private final boolean pipelined;
  private final Workload workload;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;
  private final SqlSync sql;
  private final String digest;
  private final SyncJob job;

  ScriptPerVote(Servers servers, PostgresSpace space, Workload workload, boolean pipelined) {
    this.pipelined = pipelined;
    this.workload = workload;
    client = RedisClient.create(Objects.requireNonNull(servers.redis(), "redis").uri());
    connection = client.connect();
    redis = connection.sync();
    digest = redis.scriptLoad(ScriptSender.script());
    sql = new SqlSync(space, SqlTables.with(workload, SqlTables.VOTE));
    job = new SyncJob(this::step);
  }

  @Override
  public int senders() {
    return 1;
  }

  @Override
  public Sender sender() {
    return new ScriptSender(client.connect(), digest, workload.limitSeconds(), pipelined);
  }

  private boolean step() {
    List<StreamMessage<String, String>> events =
        redis.xrange(EVENTS, Range.unbounded(), Limit.from(AT_ONCE));
    if (events.isEmpty()) {
      return false;
    }
    List<QueuedVote> votes = events.stream().map(ScriptPerVote::vote).toList();
    sql.votes(votes);
    sql.counters(
        RedisCounters.read(
            connection.async(), "c:", votes.stream().map(QueuedVote::subject).distinct().toList()));
    redis.xtrim(EVENTS, XTrimArgs.Builder.minId(after(events.get(events.size() - 1).getId())));
    return true;
  }

  private static QueuedVote vote(StreamMessage<String, String> event) {
    return new QueuedVote(
        field(event, "s"), field(event, "v"), Integer.parseInt(field(event, "c")));
  }

  private static String field(StreamMessage<String, String> event, String name) {
    return Objects.requireNonNull(event.getBody().get(name), name);
  }

  /** Returns the smallest id above another. */
  private static String after(String id) {
    int dash = id.indexOf('-');
    return id.substring(0, dash + 1) + (Long.parseLong(id.substring(dash + 1)) + 1);
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
