package io.voteengine.bench.memory;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.Crowd;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The embedded engine: bursts of votes from one thread, every one a change, while the reconciler
 * works. A ledger takes fewer votes per second than the store, so more than a burst would measure
 * the ledger, or {@code BACKLOG_FULL}. The ledger has all of a burst before the next begins.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(
    value = 2,
    jvmArgs = {"-Xmx2g", "-Xms2g"})
@State(Scope.Benchmark)
public class EngineCastBenchmark {
  private static final int BURST = 20_000;
  private static final int SUBJECTS = 1_000;
  private static final Duration AMPLE = Duration.ofMinutes(5);

  /** An H2 database in memory, or in a file. */
  @Param({"memory", "file"})
  String ledger = "memory";

  private final SplittableRandom random = new SplittableRandom(1);
  private final SubjectId[] subjects =
      Stream.iterate(0, i -> i + 1)
          .limit(SUBJECTS)
          .map(i -> SubjectId.of("posts", "subject-" + i))
          .toArray(SubjectId[]::new);
  private @Nullable Path folder;
  private @Nullable VoteEngine opened;

  /** Opens an empty engine. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("vote-bench");
    opened =
        VoteEngine.builder(
                InMemoryVoteStore.create(),
                ledger.equals("file")
                    ? JdbcVoteLedger.file(folder.resolve("votes"))
                    : JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .acceptedDeadline(Duration.ofSeconds(10))
            .build();
    opened.polls().define(Poll.named("posts").limit(1_000_000, Duration.ofMillis(1)));
    burst();
  }

  /** Waits until the ledger has caught up. */
  @Setup(Level.Iteration)
  public void drain() {
    if (!engine().drain(AMPLE)) {
      throw new IllegalStateException("The ledger does not catch up");
    }
  }

  /** Closes the engine and removes the file. */
  @TearDown
  public void close() throws IOException {
    engine().close();
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private VoteEngine engine() {
    return Objects.requireNonNull(opened);
  }

  /** Ends when each vote is answered. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void accepted() {
    burst();
  }

  /** Ends when the ledger has all of them. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void durable() {
    burst();
    drain();
  }

  private void burst() {
    for (int i = 0; i < BURST; i++) {
      CastResult result =
          engine()
              .cast(
                  VoteRequest.toggle(
                      Crowd.voter(random.nextInt(Crowd.SIZE)),
                      subjects[random.nextInt(SUBJECTS)],
                      Choice.UP));
      Accepted.check(result);
    }
  }
}
