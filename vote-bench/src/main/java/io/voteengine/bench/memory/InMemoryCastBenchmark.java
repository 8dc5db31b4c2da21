package io.voteengine.bench.memory;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  private static final int PARTITIONS = 16;
  private static final int VOTERS = 10_000;
  private static final Deadline NO_DEADLINE = Deadline.in(Duration.ofDays(365));

  /** The store and its subjects. */
  @State(Scope.Benchmark)
  public static class Site {
    /** One hot subject, or many. */
    @Param({"1", "10000"})
    int subjects;

    VoteStore store = InMemoryVoteStore.create();
    Term[] terms = new Term[PARTITIONS];
    SubjectId[] ids = {};
    VoterId[] voters = {};

    /** Opens an empty store and loads the subjects. */
    @Setup(Level.Iteration)
    public void open() {
      store = InMemoryVoteStore.create();
      store.open(PARTITIONS, new UUID(0, 0));
      ids =
          IntStream.range(0, subjects)
              .mapToObj(i -> SubjectId.of("posts", Integer.toString(i)))
              .toArray(SubjectId[]::new);
      voters =
          IntStream.range(0, VOTERS)
              .mapToObj(i -> VoterId.of("voter-" + i))
              .toArray(VoterId[]::new);
      Poll poll = Poll.named("posts").limit(1_000_000, Duration.ofMillis(1));
      for (int p = 0; p < PARTITIONS; p++) {
        PartitionState state = store.freeze(p, "setup").toCompletableFuture().join();
        terms[p] = new Term(p, 1, state.identity());
        store.reset(terms[p], "setup");
        store.loadPoll(terms[p], new PollSnapshot(poll, PollSnapshot.State.OPEN));
      }
      for (SubjectId id : ids) {
        int p = id.partition(PARTITIONS);
        PartitionState.Meta meta = store.state(p).toCompletableFuture().join().meta();
        long evictions = meta == null ? 0 : meta.evictions();
        store.loadSubjects(terms[p], evictions, List.of(new SubjectSnapshot(id, 0, 0, 0, true)));
      }
    }

    /** Closes the store. */
    @TearDown(Level.Iteration)
    public void close() {
      store.close();
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
    SubjectId subject = site.ids[crowd.random.nextInt(site.ids.length)];
    VoterId voter = site.voters[crowd.random.nextInt(VOTERS)];
    Term term = site.terms[subject.partition(PARTITIONS)];
    CastCommand command =
        CastCommand.first(
            voter,
            subject,
            Choice.UP,
            true,
            RequestId.of(new UUID(crowd.thread, crowd.requests++)),
            0,
            0,
            null,
            true);
    CastReply reply = site.store.cast(term, command, NO_DEADLINE).toCompletableFuture().join();
    if (!(reply instanceof CastReply.Accepted accepted)) {
      throw new IllegalStateException("Every cast must be accepted: " + reply);
    }
    if ((accepted.seq() & 1023) == 0) {
      site.store.applied(term, accepted.seq());
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
