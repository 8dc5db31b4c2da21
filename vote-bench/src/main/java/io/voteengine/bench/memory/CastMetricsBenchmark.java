package io.voteengine.bench.memory;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.Crowd;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.metrics.HistogramMeter;
import io.voteengine.micrometer.CastObservations;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.sync.Reconciler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What metrics cost a cast of the embedded engine. One thread casts bursts, and nothing is flushed:
 * the work of the ledger would hide what is measured. To compare with an engine without metrics,
 * run {@code casts} of two builds by turns, many forks of each.
 */
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-Xms2g"})
public class CastMetricsBenchmark {
  private static final int BURST = 10_000;

  /** The engine's own figures alone; bound to Micrometer's Prometheus registry; observed too. */
  @Param({"own", "bound", "observed"})
  String metrics = "own";

  private final SplittableRandom random = new SplittableRandom(1);
  private final SubjectId[] subjects =
      IntStream.range(0, 1_000)
          .mapToObj(i -> SubjectId.of("posts", "subject-" + i))
          .toArray(SubjectId[]::new);
  private @Nullable VoteEngine opened;
  private @Nullable HistogramMeter latency;

  /** Opens an engine. */
  @Setup
  public void open() {
    VoteEngineBuilder builder =
        VoteEngine.builder(
                InMemoryVoteStore.builder().maxBacklog(1_000_000).build(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.builder().threads(0).build())
            .maxPending(10_000_000)
            .drainTimeout(Duration.ZERO)
            .acceptedDeadline(Duration.ofSeconds(10));
    if (metrics.equals("observed")) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry.observationConfig().observationHandler(context -> true);
      builder.castObserver(new CastObservations(registry));
    }
    VoteEngine engine = builder.build();
    opened = engine;
    if (!metrics.equals("own")) {
      new VoteEngineMetrics(engine, "bench")
          .bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
    latency =
        engine.meters().stream()
            .filter(meter -> meter.id().name().equals("voteengine.cast.latency"))
            .map(HistogramMeter.class::cast)
            .findAny()
            .orElseThrow();
    engine.polls().define(Poll.named("posts").limit(1_000_000, Duration.ofMillis(1)));
    cast();
  }

  /** Closes the engine. */
  @TearDown
  public void close() {
    engine().close();
  }

  private VoteEngine engine() {
    return Objects.requireNonNull(opened);
  }

  /**
   * The processor time of the casting thread, which other work on the machine does not lengthen.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds for each vote of the last burst. */
    public double nanosPerVote;

    private long began;

    void begin() {
      began = THREADS.getCurrentThreadCpuTime();
    }

    void end() {
      nanosPerVote = (double) (THREADS.getCurrentThreadCpuTime() - began) / BURST;
    }
  }

  /** Casts votes, every one a change. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @OperationsPerInvocation(BURST)
  @Warmup(iterations = 30)
  @Measurement(iterations = 10)
  public void casts(Processor processor) {
    processor.begin();
    cast();
    processor.end();
  }

  private void cast() {
    for (int i = 0; i < BURST; i++) {
      Accepted.check(
          engine()
              .cast(
                  VoteRequest.toggle(
                      Crowd.voter(random.nextInt(Crowd.SIZE)),
                      subjects[random.nextInt(subjects.length)],
                      Choice.UP)));
    }
  }

  /** Records one time, as each cast does. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 5, time = 1)
  public void recording() {
    Objects.requireNonNull(latency).record(5_000);
  }
}
