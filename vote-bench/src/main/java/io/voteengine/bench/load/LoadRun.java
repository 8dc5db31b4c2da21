package io.voteengine.bench.load;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.VoteRequest;
import io.voteengine.bench.check.Answer;
import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.check.VoteLog;
import io.voteengine.bench.cost.RoundMeter;
import io.voteengine.bench.cost.VoteCost;
import io.voteengine.bench.result.Latency;
import io.voteengine.bench.result.LoadFigures;
import io.voteengine.bench.site.EngineSite;
import io.voteengine.bench.site.Servers;
import io.voteengine.bench.site.SqlSpace;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One run: warm-up, load, and the check of what came of it. */
final class LoadRun {
  private static final double NANOS = 1e9;

  private final LoadOptions options;
  private final Servers servers;
  private final SplittableRandom random = new SplittableRandom(1);
  private final ToIntFunction<SplittableRandom> subjects;
  private final VoteLog log = new VoteLog();
  private final Unresolved unresolved = new Unresolved();
  private final LoadTimes times;
  private long dropped;

  LoadRun(LoadOptions options, Servers servers) {
    this.options = options;
    this.servers = servers;
    this.subjects = options.skew.over(options.subjects);
    this.times = new LoadTimes();
  }

  LoadFigures run() throws InterruptedException {
    try (SqlSpace space = servers.sql().create();
        EngineSite site =
            new EngineSite(servers, space, poll(), options.partitions, options.backlog)) {
      send(site, options.warmUp);
      site.drain();
      dropped = 0;
      RoundMeter meter = RoundMeter.start(servers, space);
      times.begin(() -> site.engine().figures().unconfirmed());
      send(site, options.seconds);
      times.end();
      long answered = System.nanoTime();
      site.drain();
      double drain = (System.nanoTime() - answered) / NANOS;
      long accepted = times.accepted();
      VoteCost cost = meter.perVote(accepted);
      unresolved.resolve(site.engine(), log);
      Expected expected = new Expected(List.of(log));
      return new LoadFigures(
          options.text(),
          options.rate,
          options.seconds,
          (long) options.rate * options.seconds,
          dropped,
          times.answers(),
          accepted / times.seconds(),
          Latency.of(times.intended()),
          Latency.of(times.service()),
          times.timeline(),
          drain,
          cost,
          Correctness.of(expected, site.check(expected)));
    }
  }

  private Poll poll() {
    Poll poll = Poll.named(Ids.POLL);
    return options.limit == 0
        ? poll.limit(1_000_000, Duration.ofMillis(1))
        : poll.limit(options.limit, Duration.ofSeconds(10));
  }

  private void send(EngineSite site, int seconds) throws InterruptedException {
    Arrivals.run(options.rate, (long) options.rate * seconds, due -> cast(site, due));
    // Every call ends by its deadline.
    while (log.answered() < log.size()) {
      Thread.sleep(1);
    }
  }

  private void cast(EngineSite site, long due) {
    int voter = random.nextInt(options.voters);
    int subject = subjects.applyAsInt(random);
    Choice choice = random.nextBoolean() ? Choice.UP : Choice.DOWN;
    if (log.size() - log.answered() >= options.inFlight) {
      dropped++;
      return;
    }
    int index = log.add(voter, subject, choice);
    VoteRequest vote =
        VoteRequest.cast(Ids.voterId(voter), Ids.subjectId(subject), choice).ack(options.ack);
    if (options.deadline > 0) {
      vote = vote.deadline(Duration.ofSeconds(options.deadline));
    }
    long sent = System.nanoTime();
    site.engine()
        .castAsync(vote)
        .whenComplete((result, failure) -> answered(index, due, sent, result, failure));
  }

  private void answered(
      int index, long due, long sent, @Nullable CastResult result, @Nullable Throwable failure) {
    Answer answer = Answer.of(result, failure);
    times.add(due, sent, answer, AnswerName.of(result, failure));
    if (answer == Answer.UNKNOWN && result != null) {
      unresolved.add(index, result.requestId());
    }
    log.answer(index, answer);
  }
}
