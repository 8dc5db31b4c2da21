package io.voteengine.bench.live;

import com.sun.management.OperatingSystemMXBean;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.bench.load.AnswerTimes;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.SharedUpdate;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One hot subject with many subscribers, on the in-memory store. */
@Command(
    name = "watchers",
    mixinStandardHelpOptions = true,
    description = "Subscribers of one hot subject: deliveries, their delay, and what votes take.")
final class LiveWatchers implements Callable<Integer> {
  private static final SubjectId HOT = SubjectId.of("posts", "hot");
  private static final int VOTERS = 100_000;
  private static final int MEASURED = 20;

  @Option(
      names = "--watchers",
      split = ",",
      defaultValue = "0,1,100,1000,20000,100000",
      description = "Subscribers of each run; default ${DEFAULT-VALUE}")
  private List<Integer> watchers = List.of();

  @Option(
      names = "--rate",
      split = ",",
      defaultValue = "1000",
      description = "Votes per second, of runs with each of --watchers; default ${DEFAULT-VALUE}")
  private List<Integer> rates = List.of();

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description = "Seconds before each run that are not measured; default ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Length of a run; default ${DEFAULT-VALUE}")
  private int seconds;

  /** Used by one thread at a time. */
  private int votes;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "One subject, runs of %d s after %d s, one more subscriber never returns; load %s before%n%n",
        seconds, warmUp, Load.now());
    System.out.println(
        "| votes/s | subscribers | calls/s | vote to delivery p50, p99 ms | vote p50, p99 ms"
            + " | processor, cores | heap MB before, after | refused | load |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (int rate : rates) {
      for (int count : watchers) {
        run(rate, count);
      }
    }
    return 0;
  }

  private void run(int rate, int count) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (VoteEngine engine =
        VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory())
            .reconciler(Reconciler.withDefaults())
            .build()) {
      engine.polls().define(Poll.named("posts").unlimited());
      DeliveryTimes times = new DeliveryTimes();
      subscribe(engine, count, times, end);
      vote(rate, engine, times, new AnswerTimes(), warmUp);
      times.reset();
      measure(rate, engine, times, count);
      end.countDown();
    }
  }

  private static void subscribe(
      VoteEngine engine, int count, DeliveryTimes times, CountDownLatch end) {
    for (int i = 0; i < count; i++) {
      engine
          .live()
          .subscribe(Interest.subject(HOT), i < MEASURED ? times.measuring() : times.counting());
    }
    if (count > 0) {
      engine
          .live()
          .subscribe(
              Interest.subject(HOT),
              new LiveSubscriber() {
                @Override
                public void onUpdates(List<SharedUpdate> updates) {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }
              });
    }
  }

  private void vote(
      int rate, VoteEngine engine, DeliveryTimes times, AnswerTimes answers, int length)
      throws InterruptedException {
    try (OpenLoop loop =
        OpenLoop.start(
            rate,
            due -> {
              int vote = votes++;
              VoterId voter = VoterId.of("v" + vote % VOTERS);
              Choice choice = vote / VOTERS % 2 == 0 ? Choice.UP : Choice.DOWN;
              engine
                  .castAsync(VoteRequest.cast(voter, HOT, choice))
                  .whenComplete(
                      (result, failure) -> {
                        answers.add(due, result, failure);
                        if (result instanceof CastResult.Accepted accepted) {
                          times.voted(accepted.receipt().tally().version(), due);
                        }
                      });
            })) {
      loop.goOn(length);
    }
  }

  private void measure(int rate, VoteEngine engine, DeliveryTimes times, int count)
      throws InterruptedException {
    AnswerTimes answers = new AnswerTimes();
    long heapBefore = heap();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    vote(rate, engine, times, answers, seconds);
    double took = System.nanoTime() - begin;
    double cores = (system.getProcessCpuTime() - cpu) / took;
    System.out.printf(
        "| %,d | %,d | %,.0f | %.0f, %.0f | %.2f, %.2f | %.2f | %d, %d | %,d | %s |%n",
        rate,
        count,
        times.calls.sum() / took * 1e9,
        times.millis(50),
        times.millis(99),
        answers.millis(50),
        answers.millis(99),
        cores,
        heapBefore,
        heap(),
        answers.counts().entrySet().stream()
            .filter(answer -> !answer.getKey().equals("Accepted"))
            .mapToLong(answer -> answer.getValue().sum())
            .sum(),
        Load.now());
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
