package io.voteengine.bench.poll;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.site.EngineSite;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.bench.site.Require;
import io.voteengine.bench.site.ServerOptions;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationReport;
import io.voteengine.result.PhaseRecord;
import io.voteengine.result.ResultCheck;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finalizes a large poll while another one takes votes. */
@Command(
    name = "finalize",
    mixinStandardHelpOptions = true,
    description =
        "Fills a poll, finalizes and verifies it: the time of each phase, the heap, and the"
            + " latency of votes in another poll meanwhile.")
public final class FinalizeCommand implements Callable<Integer> {
  private static final String BIG = "finalized";
  private static final String OTHER = "other";

  /** How many votes may wait for the ledger. */
  private static final int UNDER_WAY = 10_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OTHER_SUBJECTS = 1_000;

  @Spec private @Nullable CommandSpec command;

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(
      names = "--votes",
      defaultValue = "1000000",
      description = "Votes in the poll; default ${DEFAULT-VALUE}")
  private int votes;

  @Option(
      names = "--subjects",
      defaultValue = "10000",
      description = "Subjects in the poll; default ${DEFAULT-VALUE}")
  private int subjects;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Votes per second in the other poll; default ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--before",
      defaultValue = "10",
      description = "Seconds of votes in the other poll before; default ${DEFAULT-VALUE}")
  private int before;

  @Option(
      names = "--tamper",
      description = "Then change six rows in SQL, one by one, each of which a check must find")
  private boolean tamper;

  private final LongAdder refused = new LongAdder();
  private volatile Histogram latency = new ConcurrentHistogram(3);
  private long other;

  @Override
  public Integer call() throws InterruptedException {
    Require require = new Require(command);
    require.range("--subjects", subjects, tamper ? Tampering.SUBJECTS : 1, 1_000_000);
    require.range("--votes", votes, subjects, 100_000_000);
    require.range("--rate", rate, 1, 1_000_000);
    require.range("--before", before, 1, 3_600);
    try (Servers running = servers.open();
        SqlSpace space = running.sql().create();
        EngineSite site =
            new EngineSite(running, space, Poll.named(BIG).unlimited(), 16, 100_000)) {
      require.that(!tamper || space instanceof PostgresSpace, "--tamper needs PostgreSQL");
      System.out.printf(
          "%s; %,d votes on %,d subjects, heap of %,d MB at most%n",
          running.text(), votes, subjects, Runtime.getRuntime().maxMemory() >> 20);
      VoteEngine engine = site.engine();
      engine.polls().define(Poll.named(OTHER).unlimited());
      fill(engine);
      site.drain();
      try (OpenLoop loop = OpenLoop.start(rate, due -> voteElsewhere(engine, due))) {
        loop.goOn(before);
        printLatency("before");
        finalizePoll(engine);
        printLatency("while the poll was finalized and verified");
      }
      site.drain();
      if (tamper && space instanceof PostgresSpace postgres) {
        new Tampering(engine, postgres, BIG).run();
      }
    }
    System.out.printf("%,d votes in the other poll were not accepted%n", refused.sum());
    return refused.sum() == 0 ? 0 : 1;
  }

  private void fill(VoteEngine engine) throws InterruptedException {
    long began = System.nanoTime();
    Semaphore underWay = new Semaphore(UNDER_WAY);
    LongAdder failed = new LongAdder();
    for (int i = 0; i < votes; i++) {
      underWay.acquire();
      VoterId voter = VoterId.of("v" + i);
      SubjectId subject = SubjectId.of(BIG, "s" + i % subjects);
      engine
          .castAsync(VoteRequest.cast(voter, subject, Choice.UP).deadline(PATIENCE))
          .thenCompose(result -> result.orElseThrow().durable())
          .whenComplete(
              (durable, failure) -> {
                if (failure != null) {
                  failed.increment();
                }
                underWay.release();
              });
    }
    underWay.acquire(UNDER_WAY);
    if (failed.sum() > 0) {
      throw new IllegalStateException(failed + " votes are not durable");
    }
    System.out.printf("filled in %,d ms%n", millisSince(began));
  }

  private void voteElsewhere(VoteEngine engine, long due) {
    long vote = other++;
    SubjectId subject = SubjectId.of(OTHER, "s" + vote % OTHER_SUBJECTS);
    engine
        .castAsync(VoteRequest.cast(VoterId.of("o" + vote), subject, Choice.UP))
        .whenComplete(
            (result, failure) -> {
              if (failure != null || !result.isAccepted()) {
                refused.increment();
              }
              latency.recordValue(Math.max(0, System.nanoTime() - due));
            });
  }

  private void printLatency(String when) {
    Histogram taken = latency;
    latency = new ConcurrentHistogram(3);
    System.out.printf(
        "votes in the other poll %s: %,d, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        when,
        taken.getTotalCount(),
        taken.getValueAtPercentile(50) / 1e6,
        taken.getValueAtPercentile(99) / 1e6,
        taken.getMaxValue() / 1e6);
  }

  private static void finalizePoll(VoteEngine engine) throws InterruptedException {
    engine.polls().close(BIG, "vote-bench", "it is measured");
    try (HeapPeak heap = new HeapPeak()) {
      long began = System.nanoTime();
      FinalizationReport report = engine.results().finalizePoll(BIG);
      long took = millisSince(began);
      if (!report.success()) {
        throw new IllegalStateException("The poll was not finalized: " + report);
      }
      Finalization done = report.finalization();
      if (done != null) {
        for (PhaseRecord phase : done.phases()) {
          System.out.printf("| %s | %,d ms |%n", phase.phase(), phase.took().toMillis());
        }
      }
      System.out.printf(
          "finalized in %,d ms; heap after collections: %,d MB before, %,d MB at most%n",
          took, heap.before() >> 20, heap.peak() >> 20);
    }
    try (HeapPeak heap = new HeapPeak()) {
      long began = System.nanoTime();
      ResultCheck check = engine.results().verify(BIG);
      System.out.printf(
          "verified in %,d ms: %d findings; heap %,d MB at most%n",
          millisSince(began), check.findings().size(), heap.peak() >> 20);
      if (!check.findings().isEmpty()) {
        throw new IllegalStateException("The result is not what was cast: " + check);
      }
    }
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** The heap that is in use after collections, while something runs. */
  private static final class HeapPeak implements AutoCloseable {
    private final long before = used();
    private final Thread thread = new Thread(this::run, "heap");
    private volatile long peak = before;

    HeapPeak() {
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        while (true) {
          TimeUnit.SECONDS.sleep(2);
          peak = Math.max(peak, used());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static long used() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }

    long before() {
      return before;
    }

    long peak() {
      return peak;
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }
  }
}
