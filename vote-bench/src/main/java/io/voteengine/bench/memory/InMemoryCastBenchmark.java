package io.voteengine.bench.memory;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.LoadedStore;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.CastReply;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Votes cast in the in-memory store, every one of them a change: all checks, the limiter, the
 * journal, the chain. The journal is trimmed as a reconciler would, by the thread that casts each
 * 1,024th vote of a partition.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-Xms2g"})
public class InMemoryCastBenchmark {
  private static final int VOTERS = 10_000;

  /** The store and its subjects. */
  @State(Scope.Benchmark)
  public static class Site {
    /** One hot subject, or many. */
    @Param({"1", "10000"})
    int subjects;

    @Nullable LoadedStore store;
    VoterId[] voters = {};

    /** Opens an empty store and loads the subjects. */
    @Setup(Level.Iteration)
    public void open() {
      voters =
          IntStream.range(0, VOTERS)
              .mapToObj(i -> VoterId.of("voter-" + i))
              .toArray(VoterId[]::new);
      store =
          LoadedStore.open(
              InMemoryVoteStore.create(),
              Poll.named("posts").limit(1_000_000, Duration.ofMillis(1)),
              IntStream.range(0, subjects)
                  .mapToObj(i -> SubjectId.of("posts", Integer.toString(i)))
                  .toArray(SubjectId[]::new));
    }

    /** Closes the store. */
    @TearDown(Level.Iteration)
    public void close() {
      Objects.requireNonNull(store).close();
    }
  }

  /** One thread's part of the crowd. */
  @State(Scope.Thread)
  public static class Crowd {
    final SplittableRandom random = new SplittableRandom();
    final long thread = random.nextLong();
    long requests;
  }

  private static CastReply cast(Site site, Crowd crowd) {
    int subject = crowd.random.nextInt(site.subjects);
    VoterId voter = site.voters[crowd.random.nextInt(VOTERS)];
    RequestId request = RequestId.of(new UUID(crowd.thread, crowd.requests++));
    LoadedStore store = Objects.requireNonNull(site.store);
    CastReply.Accepted reply =
        Accepted.check(store.cast(subject, voter, request).toCompletableFuture().join());
    if ((reply.seq() & 1023) == 0) {
      store.trim(subject, reply.seq());
    }
    return reply;
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public CastReply threads1(Site site, Crowd crowd) {
    return cast(site, crowd);
  }

  /** Two threads. */
  @Benchmark
  @Threads(2)
  public CastReply threads2(Site site, Crowd crowd) {
    return cast(site, crowd);
  }

  /** Four threads. */
  @Benchmark
  @Threads(4)
  public CastReply threads4(Site site, Crowd crowd) {
    return cast(site, crowd);
  }

  /** Eight threads. */
  @Benchmark
  @Threads(8)
  public CastReply threads8(Site site, Crowd crowd) {
    return cast(site, crowd);
  }
}
