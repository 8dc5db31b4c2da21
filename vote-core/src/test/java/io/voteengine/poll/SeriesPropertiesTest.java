package io.voteengine.poll;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every schedule in every time zone that Java knows, some of them aliases. */
class SeriesPropertiesTest {
  private static final List<ZoneId> ZONES =
      List.copyOf(
          ZoneId.getAvailableZoneIds().stream()
              .sorted()
              .map(ZoneId::of)
              .collect(toMap(ZoneId::getRules, zone -> zone, (one, alias) -> one))
              .values());
  private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2038-01-01T00:00:00Z");
  private static final LocalDateTime SOME_START = LocalDateTime.parse("1999-12-31T23:45");

  static Stream<Schedule> schedules() {
    return Stream.of(
        Schedule.everyDay(LocalTime.MIDNIGHT),
        Schedule.everyDay(LocalTime.of(2, 30)),
        Schedule.everyWeek(DayOfWeek.SUNDAY, LocalTime.MIDNIGHT),
        Schedule.every(Period.of(0, 1, 3), SOME_START),
        Schedule.everyDay(LocalTime.of(0, 30))
            .and(Schedule.everyDay(LocalTime.of(1, 0)))
            .and(Schedule.everyDay(LocalTime.of(23, 15))));
  }

  /** Returns the changes of a zone's clocks, from local mean time to the year 2038. */
  private static List<Instant> changes(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(EARLIEST);
    while (change != null && change.getInstant().isBefore(LATEST)) {
      changes.add(change.getInstant());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes;
  }

  private static void tile(Series series, Instant from, int count) {
    List<Window> windows = series.windows(from, count);
    assertThat(windows.get(0).contains(from)).isTrue();
    for (int i = 0; i < count; i++) {
      Window window = windows.get(i);
      if (!window.opensAt().isBefore(window.closesAt())
          || !series.windowAt(window.opensAt()).equals(window)
          || !series.windowAt(window.closesAt().minusNanos(1)).equals(window)
          || !series.window(window.name()).filter(window::equals).isPresent()) {
        throw new AssertionError(series.zone() + " " + window);
      }
      if (i > 0) {
        Window before = windows.get(i - 1);
        if (!before.closesAt().equals(window.opensAt())
            || before.name().compareTo(window.name()) >= 0
            || !before.start().isBefore(window.start())) {
          throw new AssertionError(series.zone() + " " + before + " " + window);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void windowsTileTheTimeAroundEveryClockChangeOfEveryZone(Schedule schedule) {
    int changes = 0;
    for (ZoneId zone : ZONES) {
      Series series = Series.of("launch", schedule, zone);
      for (Instant change : changes(series.zone())) {
        tile(series, change.minus(Duration.ofDays(1)), 3);
        changes++;
      }
    }
    assertThat(changes).as("changes of clocks").isGreaterThan(20_000);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void windowsTileWholeYears(Schedule schedule) {
    for (String id :
        List.of(
            "Europe/Lisbon",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Antarctica/Troll",
            "Pacific/Apia")) {
      tile(Series.of("l", schedule, ZoneId.of(id)), Instant.parse("2009-12-31T00:00:00Z"), 800);
    }
  }

  /** The platform's own beginning of a day, which this code does not use, gives the same. */
  @Test
  void daysBeginWhenThePlatformSaysSo() {
    for (ZoneId zone : ZONES) {
      Series series = Series.daily("launch", zone);
      for (Instant change : changes(zone)) {
        for (Window day : series.windows(change.minus(Duration.ofDays(1)), 3)) {
          LocalDate date = LocalDate.parse(day.name().substring("launch-".length()));
          if (!date.atStartOfDay(zone).toInstant().equals(day.opensAt())) {
            throw new AssertionError(zone + " " + day);
          }
        }
      }
    }
  }

  @Test
  void everyMomentLiesInExactlyOneWindow() {
    Random random = new Random(27);
    List<Schedule> schedules = schedules().toList();
    for (int i = 0; i < 3_000; i++) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      Series series = Series.of("l", schedules.get(random.nextInt(schedules.size())), zone);
      Instant moment =
          Instant.ofEpochSecond(
              random.nextLong(EARLIEST.getEpochSecond(), LATEST.getEpochSecond()),
              random.nextInt(1_000_000_000));
      Window window = series.windowAt(moment);
      List<Window> around = series.windows(window.opensAt().minus(Duration.ofDays(1)), 8);
      assertThat(around).filteredOn(one -> one.contains(moment)).containsExactly(window);
    }
  }

  @Test
  void namesOfManyYearsAreUnique() {
    Series series = Series.daily("launch", ZoneId.of("Pacific/Apia"));
    Set<String> names = new HashSet<>();
    series.windows(Instant.parse("2000-01-01T12:00:00Z"), 10_000).forEach(w -> names.add(w.name()));
    assertThat(names).hasSize(10_000);
  }
}
