package io.voteengine.redis.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A seeded sequence of faults while people vote, some of them at the same time. Set {@code
 * -Dvote.test.soak.seconds=600} for the long form, and {@code -Dvote.test.soak.seed} to repeat a
 * plan.
 */
@Tag("chaos")
class SoakTest {
  private static final Logger log = LoggerFactory.getLogger(SoakTest.class);
  private static final long SECONDS = Long.getLong("vote.test.soak.seconds", 120);
  private static final long SEED = Long.getLong("vote.test.soak.seed", 5);

  /**
   * Some faults at once, how long they last, and how long no fault follows.
   *
   * @param faults in the order in which they begin; they end in the same order
   */
  record Step(List<Fault> faults, Duration hold, Duration quiet) {}

  @Test
  void everyVoteCountsOnceWhateverGoesWrong() throws Exception {
    List<Step> plan = plan(SEED, Duration.ofSeconds(SECONDS));
    try (FaultySite site = new FaultySite(SEED)) {
      run(site, plan);
      site.endAndCheck();
      log.info("Exact after {}, {} recoveries", site.answers, site.recoveries());
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("With -Dvote.test.soak.seed=" + SEED + " for " + SECONDS + " s", e);
    }
  }

  private static void run(FaultySite site, List<Step> plan) {
    for (Step step : plan) {
      log.info("{}", step);
      long before = site.answers.accepted();
      step.faults().forEach(fault -> fault.begin(site));
      pass(step.hold());
      step.faults().forEach(fault -> fault.end(site));
      pass(step.quiet());
      log.info("{} votes accepted", site.answers.accepted() - before);
    }
  }

  /** Lets time pass; the plan consists of times. */
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Returns the same plan for the same seed. */
  private static List<Step> plan(long seed, Duration length) {
    Random random = new Random(seed);
    List<Step> plan = new ArrayList<>();
    for (long left = length.toMillis(); left > 0; ) {
      List<Fault> faults = new ArrayList<>(List.of(any(random)));
      Fault second = any(random);
      boolean fits =
          !faults.get(0).comesAlone()
              && !second.comesAlone()
              && faults.get(0).isOfRedis() != second.isOfRedis();
      if (fits && random.nextBoolean()) {
        faults.add(second);
      }
      long hold = 50 + random.nextInt(3_000);
      long quiet = random.nextInt(3_000);
      plan.add(new Step(faults, Duration.ofMillis(hold), Duration.ofMillis(quiet)));
      left -= hold + quiet;
    }
    return plan;
  }

  private static Fault any(Random random) {
    return Fault.values()[random.nextInt(Fault.values().length)];
  }
}
