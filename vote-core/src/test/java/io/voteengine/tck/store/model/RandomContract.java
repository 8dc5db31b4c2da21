package io.voteengine.tck.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.CastReply.RateLimited;
import io.voteengine.spi.CastReply.Refused;
import io.voteengine.spi.CastReply.Replayed;
import io.voteengine.spi.CastReply.Reused;
import io.voteengine.spi.CastReply.Superseded;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.MovableClock;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules of all steps: every answer, and everything visible, must equal the model's.
 *
 * <p>The seeds are fixed; {@code -Dvote.tck.seeds=FIRST-LAST} runs others.
 */
public abstract class RandomContract {
  private final VoteStoreContract suite;

  protected RandomContract(VoteStoreContract suite) {
    this.suite = suite;
  }

  static LongStream seeds() {
    String range = System.getProperty("vote.tck.seeds", "1-40");
    int dash = range.indexOf('-');
    return LongStream.rangeClosed(
        Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyAnswerIsTheModels(long seed) {
    run(seed, 600);
  }

  @Test
  void schedulesLeadToEveryKindOfAnswer() {
    assertThat(run(0, 20_000))
        .contains(Accepted.class, Reused.class, Replayed.class)
        .contains(Superseded.class, RateLimited.class)
        .contains((Object[]) expectedRefusals())
        .contains((Object[]) Missing.values());
  }

  /** All answers except a passed deadline, which never occurs in a schedule. */
  private static Refused[] expectedRefusals() {
    return Arrays.stream(Refused.values())
        .filter(refusal -> refusal != Refused.EXPIRED)
        .toArray(Refused[]::new);
  }

  private Set<Object> run(long seed, int length) {
    MovableClock clock = new MovableClock();
    RandomSchedule schedule =
        new RandomSchedule(
            seed, suite.newStore(clock, RandomSchedule.BACKLOG), clock, suite.followsClock());
    try {
      schedule.run(length);
    } catch (AssertionError e) {
      throw new AssertionError(
          "Seed " + seed + ", after " + String.join("\n  ", schedule.steps()), e);
    }
    return schedule.answers();
  }
}
