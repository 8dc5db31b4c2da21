package io.voteengine.bench.live;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.redis.site.RedisOption;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What messages between two nodes cost, by the counters of Redis. */
@Command(
    name = "hints",
    mixinStandardHelpOptions = true,
    description = "Two nodes that watch all subjects: messages and bytes for each vote.")
final class LiveHints implements Callable<Integer> {
  private static final int VOTERS = 1_000_000;

  /** Who needs the messages. */
  private enum Watched {
    NOBODY,
    SUBSCRIBERS,
    NEAR_CACHES;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    VoteEngineBuilder options(VoteEngineBuilder builder) {
      VoteEngineBuilder patient = builder.acceptedDeadline(Duration.ofSeconds(10));
      return this == NEAR_CACHES ? patient.nearCache(NearCacheOptions.defaults()) : patient;
    }
  }

  @Mixin private RedisOption redis = new RedisOption();

  @Option(
      names = "--subjects",
      split = ",",
      defaultValue = "10,10000",
      description = "Subjects of each run; default ${DEFAULT-VALUE}")
  private List<Integer> counts = List.of();

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Votes per second, half of them at each node; default ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
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
    String uri = redis.connect();
    try (RedisOption server = redis) {
      System.out.printf(
          "Redis %s, two nodes, %,d votes/s for %d s; load %s before%n%n",
          server.figures().version(), rate, seconds, Load.now());
      System.out.println(
          "| subjects | watched by | votes/s | messages/s | messages per vote | bytes per vote to"
              + " Redis | to each node | all that Redis received, sent per vote | load |");
      System.out.println("|---|---|---|---|---|---|---|---|---|");
      for (int count : counts) {
        for (Watched watched : Watched.values()) {
          run(uri, count, watched);
          server.commands().flushall();
        }
      }
    }
    return 0;
  }

  private void run(String uri, int count, Watched watched) throws InterruptedException {
    List<SubjectId> subjects =
        IntStream.range(0, count)
            .mapToObj(i -> SubjectId.of(ServedSite.POLL, "subject-" + i))
            .toList();
    RecordedHints hints;
    List<byte[]> messages;
    NetBytes all;
    LongAdder accepted = new LongAdder();
    try (ServedSite site = new ServedSite(uri, 2, watched::options)) {
      hints = new RecordedHints(uri, channel());
      if (watched == Watched.SUBSCRIBERS) {
        site.engines().forEach(engine -> watch(engine, subjects));
      }
      vote(site, subjects, new LongAdder(), warmUp);
      hints.reset();
      NetBytes before = NetBytes.of(redis.figures());
      vote(site, subjects, accepted, seconds);
      all = NetBytes.of(redis.figures()).minus(before);
      messages = hints.messages();
    }
    try (RecordedHints recorded = hints) {
      print(count, watched, accepted.sum(), messages.size(), recorded.cost(redis, messages), all);
    }
  }

  /** Returns the channel on which both nodes listen for what has changed. */
  private String channel() {
    return redis.commands().pubsubChannels("*:live").get(0);
  }

  private static void watch(VoteEngine engine, List<SubjectId> subjects) {
    engine
        .live()
        .subscribe(
            Interest.subjects(subjects),
            new LiveSubscriber() {
              @Override
              public void onUpdate(LiveUpdate update) {}
            });
  }

  private void vote(ServedSite site, List<SubjectId> subjects, LongAdder accepted, int length)
      throws InterruptedException {
    try (OpenLoop loop =
        OpenLoop.start(
            rate,
            due -> {
              int vote = votes++;
              site.engine(vote)
                  .castAsync(
                      VoteRequest.cast(
                          VoterId.of("v" + vote % VOTERS),
                          subjects.get((int) (vote * 7_919L % subjects.size())),
                          Choice.UP))
                  .thenAccept(
                      result -> {
                        if (result instanceof CastResult.Accepted) {
                          accepted.increment();
                        }
                      });
            })) {
      loop.goOn(length);
    }
  }

  private void print(
      int subjects, Watched watched, long accepted, int messages, NetBytes cost, NetBytes all) {
    double each = Math.max(accepted, 1);
    System.out.printf(
        "| %,d | %s | %,.0f | %.1f | %.3f | %.1f | %.1f | %.0f, %.0f | %s |%n",
        subjects,
        watched.text(),
        each / seconds,
        (double) messages / seconds,
        messages / each,
        cost.received() / each,
        cost.sent() / each,
        all.received() / each,
        all.sent() / each,
        Load.now());
  }
}
