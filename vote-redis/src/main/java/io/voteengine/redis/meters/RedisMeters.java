package io.voteengine.redis.meters;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.metrics.MeterId;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Measures calls and connections of one store. Safe for use by many threads. */
public final class RedisMeters implements RedisConnectionStateListener {
  private static final MeterId CALLS =
      MeterId.of("voteengine.redis.call.latency", "seconds", "Time of a call of Redis, by script");

  private final List<HistogramMeter> calls;

  private final HistogramMeter batch =
      new HistogramMeter(
          MeterId.of("voteengine.redis.cast.batch", "votes", "Votes that shared a call"), false);

  private final LongAdder failures = new LongAdder();
  private final LongAdder reconnects = new LongAdder();

  /**
   * @param scripts the names of the scripts, in the order of their numbers
   */
  public RedisMeters(Stream<String> scripts) {
    this.calls =
        scripts
            .map(script -> CALLS.tag("script", script.toLowerCase(Locale.ROOT)))
            .map(id -> new HistogramMeter(id, false))
            .toList();
  }

  /**
   * Records a call that has ended.
   *
   * @param script number of its script
   * @param failed whether it was not answered
   */
  public void called(int script, long nanos, boolean failed) {
    calls.get(script).record(nanos);
    if (failed) {
      failures.increment();
    }
  }

  /** Records how many votes share a call. */
  public void sent(int votes) {
    batch.record(votes);
  }

  /** Called for each connection after the first ones. */
  @Override
  public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
    reconnects.increment();
  }

  /**
   * Returns the meters.
   *
   * @param waiting how many votes wait for their turn
   * @param connected whether there is a connection
   */
  public List<EngineMeter> all(DoubleSupplier waiting, DoubleSupplier connected) {
    List<EngineMeter> all = new ArrayList<>(calls);
    all.add(batch);
    all.add(
        new CounterMeter(
            MeterId.of("voteengine.redis.failed.calls", "calls", "Calls that failed"),
            failures::sum));
    all.add(
        new CounterMeter(
            MeterId.of("voteengine.redis.reconnects", "reconnects", "Connections made again"),
            reconnects::sum));
    all.add(
        new GaugeMeter(
            MeterId.of("voteengine.redis.connected", "", "1 while there is a connection, else 0"),
            connected));
    all.add(GaugeMeter.queue("store", waiting));
    return all;
  }
}
