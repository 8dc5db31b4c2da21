package io.voteengine.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days on which the clocks change, as they really were. */
class SeriesClockChangeTest {
  private static Window day(String zone, String date) {
    return Series.daily("launch", ZoneId.of(zone)).window("launch-" + date).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // at night
    "Europe/Lisbon,       2024-03-31, 2024-03-31T00:00:00Z, PT23H",
    "Europe/Lisbon,       2024-10-27, 2024-10-26T23:00:00Z, PT25H",
    "America/New_York,    2024-03-10, 2024-03-10T05:00:00Z, PT23H",
    "America/New_York,    2024-11-03, 2024-11-03T04:00:00Z, PT25H",
    // by half an hour
    "Australia/Lord_Howe, 2024-04-07, 2024-04-06T13:00:00Z, PT24H30M",
    "Australia/Lord_Howe, 2024-10-06, 2024-10-05T13:30:00Z, PT23H30M",
    // midnight does not exist: the day begins at one o'clock
    "America/Sao_Paulo,   2018-11-04, 2018-11-04T03:00:00Z, PT23H",
    "Africa/Cairo,        2024-04-26, 2024-04-25T22:00:00Z, PT23H",
    "Asia/Beirut,         2024-03-31, 2024-03-30T22:00:00Z, PT23H",
    // right before midnight the clocks go back to eleven: the day ends once
    "America/Sao_Paulo,   2018-02-17, 2018-02-17T02:00:00Z, PT25H",
    "America/Sao_Paulo,   2018-02-18, 2018-02-18T03:00:00Z, PT24H",
    "Africa/Cairo,        2024-10-31, 2024-10-30T21:00:00Z, PT25H",
    "Asia/Beirut,         2024-10-26, 2024-10-25T21:00:00Z, PT25H",
    // midnight comes twice, an hour apart: the day begins at the first
    "America/Havana,      2024-11-03, 2024-11-03T04:00:00Z, PT25H",
    "Atlantic/Azores,     2024-10-27, 2024-10-27T00:00:00Z, PT25H",
    // one minute after midnight the clocks go back to the day before
    "America/St_Johns,    2010-11-06, 2010-11-06T02:30:00Z, PT24H",
    "America/St_Johns,    2010-11-07, 2010-11-07T02:30:00Z, PT25H",
    // the day before a skipped one, and the one after it
    "Pacific/Apia,        2011-12-29, 2011-12-29T10:00:00Z, PT24H",
    "Pacific/Apia,        2011-12-31, 2011-12-30T10:00:00Z, PT24H",
    "Pacific/Kiritimati,  1994-12-30, 1994-12-30T10:00:00Z, PT24H",
    // a date that came twice, when Alaska was sold
    "America/Juneau,      1867-10-18, 1867-10-17T08:57:41Z, PT24H",
    // no change at all
    "Pacific/Kiritimati,  2024-03-31, 2024-03-30T10:00:00Z, PT24H",
    "Asia/Kathmandu,      2024-03-31, 2024-03-30T18:15:00Z, PT24H",
  })
  void dayBeginsOnceAndIsAsLongAsItIs(String zone, String date, Instant opensAt, Duration length) {
    Window window = day(zone, date);
    assertThat(window.opensAt()).isEqualTo(opensAt);
    assertThat(window.length()).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({
    "Pacific/Apia,       2011-12-29, 2011-12-30, 2011-12-31",
    "Pacific/Kiritimati, 1994-12-30, 1994-12-31, 1995-01-01",
    "Pacific/Kwajalein,  1993-08-20, 1993-08-21, 1993-08-22"
  })
  void dayThatTheZoneSkipsHasNoWindow(String zone, String before, String skipped, String after) {
    Series series = Series.daily("launch", ZoneId.of(zone));
    assertThat(series.next(day(zone, before))).isEqualTo(day(zone, after));
    assertThat(series.window("launch-" + skipped)).isEmpty();
  }

  @Test
  void windowThatBeginsInASkippedHourOpensAtTheChange() {
    Series series =
        Series.of("launch", Schedule.everyDay(LocalTime.of(1, 30)), ZoneId.of("Europe/Lisbon"));
    Window window = series.window("launch-2024-03-31").orElseThrow();
    assertThat(window.opensAt()).isEqualTo("2024-03-31T01:00:00Z");
    assertThat(window.closesAt()).isEqualTo("2024-04-01T00:30:00Z");
  }

  @Test
  void windowsThatTheClocksSkipGiveTheirTimeToTheirNeighbours() {
    Schedule quarters =
        Schedule.everyDay(LocalTime.of(1, 0))
            .and(Schedule.everyDay(LocalTime.of(1, 15)))
            .and(Schedule.everyDay(LocalTime.of(1, 30)))
            .and(Schedule.everyDay(LocalTime.of(3, 0)));
    Series series = Series.of("jam", quarters, ZoneId.of("Europe/Lisbon"));
    assertThat(series.windows(Instant.parse("2024-03-31T00:59:59Z"), 3))
        .extracting(Window::name, Window::length)
        .containsExactly(
            tuple("jam-2024-03-30T03:00", Duration.ofHours(22)),
            tuple("jam-2024-03-31T01:30", Duration.ofHours(1)),
            tuple("jam-2024-03-31T03:00", Duration.ofHours(22)));
    assertThat(series.windows(Instant.parse("2024-10-27T00:30:00Z"), 2))
        .as("the second time from one to two belongs to the last window of the first")
        .extracting(Window::name, Window::length)
        .containsExactly(
            tuple("jam-2024-10-27T01:30", Duration.ofMinutes(150)),
            tuple("jam-2024-10-27T03:00", Duration.ofHours(22)));
  }
}
