package io.voteengine.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
  private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
  private static final Series LAUNCH = Series.daily("launch", LISBON);
  private static final Instant NOON = Instant.parse("2024-07-15T12:00:00Z"); // a Monday

  @Test
  void dayIsNamedByItsLocalDate() {
    assertThat(LAUNCH.windowAt(NOON))
        .isEqualTo(
            new Window(
                "launch-2024-07-15",
                LocalDateTime.parse("2024-07-15T00:00"),
                Instant.parse("2024-07-14T23:00:00Z"),
                Instant.parse("2024-07-15T23:00:00Z")));
    assertThat(LAUNCH.next(LAUNCH.windowAt(NOON)).name()).isEqualTo("launch-2024-07-16");
  }

  @Test
  void dayMayBeginAtAnyMinute() {
    Series series = Series.of("launch", Schedule.everyDay(LocalTime.of(9, 30)), LISBON);
    Instant opens = Instant.parse("2024-07-15T08:30:00Z");
    assertThat(series.windowAt(opens).name()).isEqualTo("launch-2024-07-15");
    assertThat(series.windowAt(opens.minusNanos(1)).name()).isEqualTo("launch-2024-07-14");
  }

  @Test
  void weekIsNamedByItsFirstDay() {
    Series series = Series.weekly("jam", DayOfWeek.WEDNESDAY, ZoneId.of("Asia/Tokyo"));
    Window window = series.windowAt(NOON);
    assertThat(window.name()).isEqualTo("jam-2024-07-10");
    assertThat(window.opensAt()).isEqualTo("2024-07-09T15:00:00Z");
    assertThat(window.length()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void monthThatLacksTheDayBeginsOnItsLast() {
    Schedule monthly = Schedule.every(Period.ofMonths(1), LocalDateTime.parse("2024-05-31T00:00"));
    assertThat(Series.of("cup", monthly, LISBON).windows(Instant.parse("2023-12-31T12:00:00Z"), 7))
        .extracting(Window::name)
        .containsExactly(
            "cup-2023-12-31",
            "cup-2024-01-31",
            "cup-2024-02-29",
            "cup-2024-03-31",
            "cup-2024-04-30",
            "cup-2024-05-31",
            "cup-2024-06-30");
  }

  @Test
  void severalWindowsOfOneDayAreNamedWithTheTime() {
    Schedule shifts =
        Schedule.everyDay(LocalTime.of(6, 0))
            .and(Schedule.everyWeek(DayOfWeek.TUESDAY, LocalTime.of(18, 0)));
    assertThat(Series.of("jam", shifts, LISBON).windows(NOON, 4))
        .extracting(Window::name)
        .containsExactly(
            "jam-2024-07-15", "jam-2024-07-16T06:00", "jam-2024-07-16T18:00", "jam-2024-07-17");
  }

  @Test
  void pollHasTheRulesOfTheSeriesAndTheHoursOfTheWindow() {
    Window window = LAUNCH.windowAt(NOON);
    assertThat(LAUNCH.rules(poll -> poll.choices(Choice.UP).unlimited()).poll(window))
        .isEqualTo(
            new Poll(
                "launch-2024-07-15", Set.of(Choice.UP), window.opensAt(), window.closesAt(), null));
    assertThat(LAUNCH.poll(window).limit()).isEqualTo(Poll.named("x").limit());
  }

  @Test
  void equalSeriesAreEqual() {
    assertThat(Series.daily("launch", ZoneId.of("Europe/Lisbon"))).isEqualTo(LAUNCH);
    assertThat(LAUNCH.ahead(2)).isNotEqualTo(LAUNCH);
  }

  @Test
  void windowIsFoundByItsNameOnly() {
    Window window = LAUNCH.windowAt(NOON);
    assertThat(LAUNCH.window("launch-2024-07-15")).contains(window);
    Series shifts =
        Series.of(
            "launch",
            Schedule.everyDay(LocalTime.of(6, 0)).and(Schedule.everyDay(LocalTime.of(18, 0))),
            LISBON);
    assertThat(shifts.window("launch-2024-07-15T06:00")).contains(shifts.windowAt(NOON));
    assertThat(shifts.window("launch-2024-07-15")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "launch",
        "launch-",
        "launch-2024-07",
        "launch-2024-07-32",
        "launch-2023-02-29",
        "launch-2024-07-15T00:00",
        "launch-2024-07-15T12:00",
        "launch-2024-07-15 ",
        "launch-+2024-07-15",
        "launch--2024-07-15",
        "launch-9999-01-01",
        "launch-0001-01-01",
        "launches-2024-07-15",
        "other-2024-07-15"
      })
  void otherNamesAreNoWindow(String name) {
    assertThat(LAUNCH.window(name)).isEmpty();
  }

  @Test
  void nameLeavesRoomForTheDate() {
    String longest = "é".repeat(58) + "x"; // 117 bytes
    assertThat(Series.daily(longest, LISBON).windowAt(NOON).name()).hasSize(70);
    assertThatThrownBy(() -> Series.daily(longest + "x", LISBON))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("series is longer than 117 UTF-8 bytes")
        .hasMessageContaining("128");
    Schedule joint =
        Schedule.everyDay(LocalTime.of(6, 0)).and(Schedule.everyDay(LocalTime.of(18, 0)));
    assertThat(Series.of("x".repeat(111), joint, LISBON).windowAt(NOON).name()).hasSize(128);
    assertThatThrownBy(() -> Series.of("x".repeat(112), joint, LISBON))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("series is longer than 111 UTF-8 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "a\nb", "\ud800"})
  void nameThatNoPollCanHaveIsRefused(String name) {
    assertThatThrownBy(() -> Series.daily(name, LISBON))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("series ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Lisbonne", "", "Mars", "+25:00", "Europe/Lisbon "})
  void zoneThatDoesNotExistIsRefused(String id) {
    assertThatThrownBy(() -> Series.zone(id))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("zone is not a known time zone: " + id);
    assertThat(Series.zone("Europe/Lisbon")).isEqualTo(LISBON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "P-1D", "P-1M", "P1M-1D", "P0M"})
  void periodThatIsNotPositiveIsRefused(String period) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Schedule.every(Period.parse(period), LocalDateTime.parse("2024-01-01T00:00")))
        .withMessageStartingWith("period must be more than zero: ");
  }

  @Test
  void otherArgumentsOutOfRangeAreNamed() {
    LocalDateTime start = LocalDateTime.parse("2024-01-01T00:00");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.every(Period.ofYears(101), start))
        .withMessageStartingWith("period must be at most 100 years");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.every(Period.ofDays(1), start.plusSeconds(1)))
        .withMessageStartingWith("start must be in whole minutes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.every(Period.ofDays(1), LocalDateTime.MAX))
        .withMessageStartingWith("start must be from the year 1684 to 2255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAUNCH.ahead(0))
        .withMessageStartingWith("ahead must be from 1 to 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAUNCH.windows(NOON, -1))
        .withMessageStartingWith("count must be from 0 to 10,000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAUNCH.windowAt(Instant.MAX))
        .withMessageStartingWith("moment must be from the year 1684 to 2255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAUNCH.rules(poll -> Poll.named("other")))
        .withMessageStartingWith("rules must keep the series' name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAUNCH.rules(poll -> poll.closesAt(NOON)))
        .withMessageStartingWith("rules must have no opening hours");
  }

  @Test
  void scheduleOfTheHostThatIsWrongIsNamed() {
    Schedule stuck =
        new Schedule() {
          @Override
          public LocalDateTime atOrBefore(LocalDateTime time) {
            return time.toLocalDate().atStartOfDay();
          }

          @Override
          public LocalDateTime after(LocalDateTime time) {
            return time;
          }

          @Override
          public String toString() {
            return "stuck";
          }
        };
    assertThatThrownBy(() -> Series.of("jam", stuck, LISBON).windowAt(NOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stuck")
        .hasMessageContaining("after(");
  }

  @Test
  void scheduleWhoseStartsLieFarApartIsRefusedInTime() {
    Schedule early =
        new Schedule() {
          @Override
          public LocalDateTime atOrBefore(LocalDateTime time) {
            return time.toLocalDate().atStartOfDay().minusYears(100);
          }

          @Override
          public LocalDateTime after(LocalDateTime time) {
            return time.plusMinutes(1);
          }

          @Override
          public String toString() {
            return "early";
          }
        };
    assertThatThrownBy(() -> Series.of("jam", early, LISBON).windowAt(NOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("early")
        .hasMessageContaining("starts apart");
  }
}
