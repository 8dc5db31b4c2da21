package io.voteengine.bench.redis;

import io.voteengine.bench.load.Crowd;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.RedisSite;
import io.voteengine.redis.RedisVoteStore;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One thread, one vote at a time, each a change: the store's cast, the same EVALSHA without the
 * store, and PING. {@code RedisBench latency} runs them in turns; here each has a process of its
 * own.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
@State(Scope.Benchmark)
public class RedisCastBenchmark {
  private static final int SUBJECTS = 1_000;

  /** The URI of an empty server, or "own" for one that is started. */
  @Param("own")
  String redis = "own";

  private final SplittableRandom random = new SplittableRandom(1);
  private long requests;
  private @Nullable RedisOption server;
  private @Nullable RedisSite store;
  private @Nullable BareCasts bare;

  /** Loads the subjects. */
  @Setup
  public void open() {
    server = new RedisOption(redis.equals("own") ? null : redis);
    String uri = server.connect();
    store = RedisSite.open(RedisVoteStore.builder(uri).keyPrefix("store"), SUBJECTS);
    bare = new BareCasts(uri, "bare_", SUBJECTS);
  }

  /** Deletes the journals. */
  @TearDown(Level.Iteration)
  public void trim() {
    Objects.requireNonNull(store).trim();
    Objects.requireNonNull(bare).trim();
  }

  /** Empties the server, and stops it if this benchmark started it. */
  @TearDown
  public void close() {
    Objects.requireNonNull(store).close();
    Objects.requireNonNull(bare).close();
    Objects.requireNonNull(server).close();
  }

  private int subject() {
    return random.nextInt(SUBJECTS);
  }

  private int voter() {
    return random.nextInt(Crowd.SIZE);
  }

  /** {@code RedisVoteStore.cast}. */
  @Benchmark
  public Object cast() throws Exception {
    return answer(Objects.requireNonNull(store).cast(subject(), Crowd.voter(voter()), requests++));
  }

  /** The same script with the same keys and arguments. */
  @Benchmark
  public Object evalsha() throws Exception {
    return answer(Objects.requireNonNull(bare).cast(subject(), Crowd.name(voter()), requests++));
  }

  /** The shortest round trip. */
  @Benchmark
  public Object ping() throws Exception {
    return answer(Objects.requireNonNull(bare).ping());
  }

  private static <T> T answer(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
