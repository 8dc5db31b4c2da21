package io.voteengine.sync.engine.result;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.poll.Series;
import io.voteengine.poll.Window;
import io.voteengine.result.proof.PollResult;
import io.voteengine.sync.testing.Results;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Votes of every five minutes around a change of the clocks, at each midnight and right before it:
 * each is in the result of one day.
 */
class DaylightSavingTest extends ResultCase {
  private static final String KEY = "product";

  @ParameterizedTest
  @CsvSource({
    "Europe/Lisbon, 2024-03-31, PT23H",
    "Europe/Lisbon, 2024-10-27, PT25H",
    "America/New_York, 2024-03-10, PT23H",
    "America/New_York, 2024-11-03, PT25H",
    "Australia/Lord_Howe, 2024-10-06, PT23H30M",
    "Australia/Lord_Howe, 2024-04-07, PT24H30M"
  })
  void everyVoteIsInTheResultOfOneDay(ZoneId zone, LocalDate day, Duration length) {
    Series series = Series.daily("launch", zone).rules(rules -> rules.unlimited());
    List<Window> windows = new ArrayList<>();
    for (int i = -1; i <= 1; i++) {
      windows.add(series.windowAt(day.plusDays(i).atTime(12, 0).atZone(zone).toInstant()));
    }
    Window changed = windows.get(1);
    assertThat(Duration.between(changed.opensAt(), changed.closesAt())).isEqualTo(length);
    VoteEngine node = node();
    windows.forEach(window -> node.polls().define(series.poll(window)));

    List<Instant> moments = new ArrayList<>();
    Instant end = windows.get(2).closesAt();
    for (Instant at = windows.get(0).opensAt(); at.isBefore(end); at = at.plusSeconds(300)) {
      moments.add(at);
    }
    windows.forEach(window -> moments.add(window.closesAt().minusNanos(1_000)));
    for (int i = 0; i < moments.size(); i++) {
      String poll = series.windowAt(moments.get(i)).name();
      Results.accepted(
          node.cast(
              VoteRequest.cast(VoterId.of("voter-" + i), SubjectId.of(poll, KEY), Choice.UP)
                  .castAt(moments.get(i))));
    }
    assertThat(node.drain(AMPLE)).isTrue();

    long counted = 0;
    for (Window window : windows) {
      assertThat(node.results().finalizePoll(window.name()).success()).isTrue();
      PollResult result = node.results().find(window.name()).orElseThrow();
      long expected =
          moments.stream()
              .filter(at -> !at.isBefore(window.opensAt()) && at.isBefore(window.closesAt()))
              .count();
      assertThat(result.standings()).singleElement().extracting("up").isEqualTo(expected);
      assertThat(node.results().verify(window.name()).findings()).isEmpty();
      counted += expected;
    }
    assertThat(counted).isEqualTo(moments.size());
  }
}
