package io.voteengine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.poll.Series;
import io.voteengine.poll.Window;
import io.voteengine.tck.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Votes in a daily series on days when the clocks change, by a clock that a test sets. */
public abstract class SeriesContract {
  private static final Duration STEP = Duration.ofMinutes(30);

  private final MovableClock clock = new MovableClock();

  /**
   * Builds an engine on an empty store and ledger.
   *
   * @param clock the clock of the store and of the engine
   * @return the engine, which the test closes
   */
  protected abstract VoteEngine engine(MovableClock clock);

  /** Voters come every half an hour, and right before and at each change of windows. */
  private static Set<Instant> moments(List<Window> windows) {
    Set<Instant> moments = new TreeSet<>();
    for (Window window : windows) {
      for (Instant at = window.opensAt(); at.isBefore(window.closesAt()); at = at.plus(STEP)) {
        moments.add(at);
      }
      moments.add(window.closesAt().minusNanos(1_000));
    }
    return moments;
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Lisbon,       2024-03-31T12:00:00Z, 48, 46, 48",
    "Europe/Lisbon,       2024-10-27T12:00:00Z, 48, 50, 48",
    "America/New_York,    2024-03-10T12:00:00Z, 48, 46, 48",
    "America/New_York,    2024-11-03T12:00:00Z, 48, 50, 48",
    "Australia/Lord_Howe, 2024-04-07T00:00:00Z, 48, 49, 48",
    "Australia/Lord_Howe, 2024-10-06T00:00:00Z, 48, 47, 48",
    "America/Sao_Paulo,   2018-11-04T12:00:00Z, 48, 46, 48",
    "America/Havana,      2024-11-03T12:00:00Z, 48, 50, 48",
    "America/St_Johns,    2010-11-07T12:00:00Z, 48, 50, 48",
    "Pacific/Apia,        2011-12-29T12:00:00Z, 48, 48, 48",
    "Pacific/Kiritimati,  1994-12-31T12:00:00Z, 48, 48, 48"
  })
  void eachVoteCountsInExactlyOnePoll(
      ZoneId zone, Instant changeDay, int before, int during, int after) {
    Series series = Series.daily("launch", zone);
    Window day = series.windowAt(changeDay);
    List<Window> days = series.windows(day.opensAt().minusSeconds(1), 3);
    clock.set(days.get(0).opensAt());
    try (VoteEngine engine = engine(clock)) {
      engine.polls().define(series.ahead(2));
      for (Instant moment : moments(days)) {
        clock.set(moment);
        Poll current = engine.polls().current("launch");
        assertThat(castEverywhere(engine, days, VoterId.of("voter " + moment)))
            .as("accepted at %s", moment)
            .containsExactly(current.name());
      }
      assertThat(engine.drain(Duration.ofMinutes(1))).isTrue();
      assertThat(days)
          .extracting(window -> engine.auditNow(window.name()).votes().up())
          .as("one more for the last microsecond of each day")
          .containsExactly(before + 1L, during + 1L, after + 1L);
    }
  }

  /** Returns the names of the polls that accept. */
  private static List<String> castEverywhere(VoteEngine engine, List<Window> days, VoterId voter) {
    List<String> accepted = new ArrayList<>();
    boolean past = true;
    for (Window day : days) {
      CastResult result = engine.cast(voter, SubjectId.of(day.name(), "rocket"), Choice.UP);
      if (result.isAccepted()) {
        accepted.add(day.name());
        past = false;
      } else {
        assertThat(((CastResult.Rejected) result).reason())
            .isEqualTo(past ? Reason.POLL_CLOSED : Reason.POLL_NOT_OPEN);
      }
    }
    return accepted;
  }
}
