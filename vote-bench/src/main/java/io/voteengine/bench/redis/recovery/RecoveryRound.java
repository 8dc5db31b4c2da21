package io.voteengine.bench.redis.recovery;

import io.voteengine.bench.load.OpenLoop;
import io.voteengine.bench.redis.site.ServedSite;
import io.voteengine.bench.result.FaultTimeline;
import io.voteengine.redis.testing.Answers;
import io.voteengine.spi.VoteLedger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** One loss under load, and the wait until all is exact again. */
final class RecoveryRound {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RedisLoss.Server redis;
  private final ServedSite site;
  private final int rate;
  private final Answers answers = new Answers();
  private final AcceptedPerSecond perSecond = new AcceptedPerSecond(answers::accepted);
  private final VoterGroup ending = VoterGroup.of("ending", answers);
  private final VoterGroup staying = VoterGroup.of("staying", answers);

  RecoveryRound(RedisLoss.Server redis, ServedSite site, int rate) {
    this.redis = redis;
    this.site = site;
    this.rate = rate;
  }

  /**
   * The results of a round.
   *
   * @param before votes per second that were accepted before the loss
   * @param exactAfter seconds from Redis being back until all was exact
   */
  record Round(double before, double exactAfter) {}

  Round run(int warmUp, int seconds) throws InterruptedException {
    try (AcceptedPerSecond watched = perSecond) {
      return runWatched(warmUp, seconds);
    }
  }

  private Round runWatched(int warmUp, int seconds) throws InterruptedException {
    AtomicInteger turn = new AtomicInteger();
    LongConsumer both = due -> (turn.getAndIncrement() % 2 == 0 ? ending : staying).vote(site, due);
    double before;
    long back;
    try (OpenLoop load = OpenLoop.start(rate, both)) {
      load.goOn(warmUp);
      long accepted = answers.accepted();
      load.goOn(seconds);
      before = (double) (answers.accepted() - accepted) / seconds;
      perSecond.mark("loss begins");
      redis.lose(load);
      perSecond.mark("Redis is back");
      back = System.nanoTime();
    }
    long exact;
    try (OpenLoop load = OpenLoop.start(rate, this::settleOrVote)) {
      exact = awaitExact(ending);
      perSecond.mark("exact again");
    }
    try (OpenLoop load = OpenLoop.start(rate, due -> staying.settleOne(site))) {
      awaitExact(staying);
    }
    return new Round(before, (exact - back) / 1e9);
  }

  private void settleOrVote(long due) {
    if (!ending.settleOne(site)) {
      staying.vote(site, due);
    }
  }

  private long awaitExact(VoterGroup group) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (VoteLedger ledger = ledger()) {
      while (!group.isSettled() || !new AcknowledgedTallies(group).areShown(site, ledger)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Not exact within " + PATIENCE);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return System.nanoTime();
  }

  private VoteLedger ledger() {
    VoteLedger ledger = site.ledger();
    ledger.open(ServedSite.PARTITIONS);
    return ledger;
  }

  Answers answers() {
    return answers;
  }

  /** Returns what happened in each second. */
  FaultTimeline timeline(String title, String correctness) {
    return perSecond.timeline(title, correctness);
  }

  /** Returns how many acknowledged votes do not count. */
  long lost() {
    try (VoteLedger ledger = ledger()) {
      return ending.lost(ledger) + staying.lost(ledger);
    }
  }
}
