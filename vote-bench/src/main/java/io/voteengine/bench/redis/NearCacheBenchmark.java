package io.voteengine.bench.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * One thread reads one subject after the other: from a bare Caffeine cache with the same bounds,
 * from the near cache, and through Redis. In the end it reads pages of 50.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class NearCacheBenchmark {
  private static final int SUBJECTS = 1_024;
  private static final int PAGE = 50;
  private static final Duration LONG = Duration.ofHours(1);
  private static final VoterId ADA = VoterId.of("ada");

  /** The URI of an empty server, or "own" for one that is started. */
  @Param("own")
  String redis = "own";

  private final List<SubjectId> subjects =
      IntStream.range(0, SUBJECTS).mapToObj(i -> SubjectId.of("posts", "subject-" + i)).toList();
  private final Cache<SubjectId, Tally> bare =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(LONG).build();
  private int next;
  private @Nullable RedisOption server;
  private @Nullable VoteEngine opened;

  /** Casts a vote on each subject, and fills both caches. */
  @Setup
  public void open() {
    server = new RedisOption(redis.equals("own") ? null : redis);
    opened =
        VoteEngine.builder(RedisVoteStore.connect(server.connect()), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .nearCache(NearCacheOptions.defaults().counts(LONG).choices(LONG).stale(LONG))
            .acceptedDeadline(Duration.ofSeconds(10))
            .build();
    opened.polls().define(Poll.named("posts").unlimited());
    for (SubjectId subject : subjects) {
      Accepted.check(opened.cast(ADA, subject, Choice.UP));
    }
    if (!opened.drain(Duration.ofMinutes(1))) {
      throw new IllegalStateException("The ledger does not catch up");
    }
    for (SubjectView view : opened.page(subjects, ADA, ReadMode.cacheFirst())) {
      bare.put(view.subject(), view.tally());
    }
  }

  /** Empties the server, and stops it if this benchmark started it. */
  @TearDown
  public void close() {
    engine().close();
    Objects.requireNonNull(server).close();
  }

  private VoteEngine engine() {
    return Objects.requireNonNull(opened);
  }

  private SubjectId subject() {
    return subjects.get(next++ & (SUBJECTS - 1));
  }

  private List<SubjectId> page() {
    int from = next++ & (SUBJECTS / 2 - 1);
    return subjects.subList(from, from + PAGE);
  }

  /** Of the same entries, without anything of ours. */
  @Benchmark
  public @Nullable Object caffeine() {
    return bare.getIfPresent(subject());
  }

  /** Counts from the near cache. */
  @Benchmark
  public Object nearCache() {
    return engine().read(subject(), null, ReadMode.cacheFirst());
  }

  /** Counts and own choice from the near cache. */
  @Benchmark
  public Object nearCacheOfVoter() {
    return engine().read(subject(), ADA, ReadMode.cacheFirst());
  }

  /** Counts through Redis. */
  @Benchmark
  public Object throughRedis() {
    return engine().read(subject(), null, ReadMode.bypass());
  }

  /** 50 subjects with own choices from the near cache. */
  @Benchmark
  public Object pageOfNearCache() {
    return engine().page(page(), ADA, ReadMode.cacheFirst());
  }

  /** 50 subjects with own choices through Redis. */
  @Benchmark
  public Object pageThroughRedis() {
    return engine().page(page(), ADA, ReadMode.bypass());
  }
}
