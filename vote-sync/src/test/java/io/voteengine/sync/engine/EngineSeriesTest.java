package io.voteengine.sync.engine;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.InvalidInputException;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Schedule;
import io.voteengine.poll.Series;
import io.voteengine.poll.Window;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.tck.testing.LogLines;
import io.voteengine.tck.testing.MovableClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The polls of series, recorded by engines whose clock a test moves. */
class EngineSeriesTest {
  private static final Series LAUNCH = Series.daily("launch", ZoneId.of("Europe/Lisbon"));

  private final MovableClock clock = new MovableClock();
  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private VoteEngine node() {
    return cluster.node(
        Reconciler.builder().backoff(Duration.ofMillis(5), Duration.ofMillis(50)).build(),
        builder -> builder.clock(clock));
  }

  private void setClock(String moment) {
    clock.set(Instant.parse(moment));
  }

  private static List<String> recorded(VoteEngine engine) {
    return engine.polls().list().stream().map(Poll::name).toList();
  }

  private static void assertTiled(List<Poll> polls) {
    for (int i = 1; i < polls.size(); i++) {
      assertThat(polls.get(i).opensAt()).isEqualTo(polls.get(i - 1).closesAt());
    }
  }

  @Test
  void presentWindowAndTheNextAreRecordedByEveryNodeAtOnce() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine one = node();
    VoteEngine other = node();
    LogLines log = LogLines.record();
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> (i % 2 == 0 ? one : other).polls().define(LAUNCH.ahead(3))))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(other.polls().list())
        .containsExactlyElementsOf(
            LAUNCH.windows(clock.instant(), 4).stream().map(LAUNCH::poll).toList());
    assertThat(one.polls().current("launch"))
        .isEqualTo(LAUNCH.poll(LAUNCH.windowAt(clock.instant())));
    assertThat(log.own()).isEmpty();
  }

  @Test
  void laterWindowsAreRecordedWhileTimePasses() {
    setClock("2027-03-27T12:00:00Z");
    VoteEngine engine = node();
    engine.polls().define(LAUNCH);
    for (int day = 0; day < 3; day++) { // the second has 23 hours
      Window next = LAUNCH.next(LAUNCH.next(LAUNCH.windowAt(clock.instant())));
      assertThat(engine.polls().find(next.name())).isEmpty();
      clock.move(Duration.ofDays(1));
      await()
          .atMost(AMPLE)
          .untilAsserted(
              () -> assertThat(engine.polls().find(next.name())).contains(LAUNCH.poll(next)));
    }
    assertTiled(engine.polls().list());
  }

  @Test
  void pauseOfDaysEndsWithThePresentWindow() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine engine = node();
    assertThat(engine.polls().define(LAUNCH).name()).isEqualTo("launch-2027-01-15");
    clock.move(Duration.ofDays(10));
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-25");
    assertThat(recorded(engine))
        .containsExactly(
            "launch-2027-01-15", "launch-2027-01-16", "launch-2027-01-25", "launch-2027-01-26");
  }

  @Test
  void clockThatJumpsRecordsOnlyWindowsOfTheSchedule() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine engine = node();
    Poll today = engine.polls().define(LAUNCH);
    for (int days : new int[] {400, -3, -20_000}) {
      clock.move(Duration.ofDays(days));
      Poll then = engine.polls().current("launch");
      assertThat(then).isEqualTo(LAUNCH.poll(LAUNCH.windowAt(clock.instant())));
      clock.move(Duration.ofDays(-days));
      assertThat(engine.polls().current("launch")).isEqualTo(today);
    }
    assertThat(engine.polls().list())
        .allSatisfy(
            poll -> assertThat(LAUNCH.window(poll.name()).map(LAUNCH::poll)).contains(poll));
  }

  @Test
  void currentComesFromMemoryWhileTheLedgerIsSilent() {
    setClock("2027-01-15T23:59:59Z");
    AtomicBoolean silent = new AtomicBoolean();
    VoteEngine engine =
        cluster.node(
            Reconciler.withDefaults(),
            cluster.store(),
            Faults.polls(cluster.ledger, method -> silent.get() ? Fault.BEFORE : Fault.NONE),
            builder -> builder.clock(clock));
    engine.polls().define(LAUNCH);
    silent.set(true);
    clock.move(Duration.ofSeconds(1));
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-16");
    setClock("2027-01-15T08:00:00Z"); // It steps back, within the window.
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-15");
    setClock("2027-01-17T00:00:00Z");
    assertThatThrownBy(() -> engine.polls().current("launch"))
        .isInstanceOf(VoteLedgerException.class);
    silent.set(false);
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-17");
    await().atMost(AMPLE).until(() -> recorded(engine).contains("launch-2027-01-18"));
  }

  /** As after a change of the zone's rules by law, or of the zone in the host's code. */
  @Test
  void otherHoursLeaveNeitherGapNorOverlap() {
    for (int minutes : new int[] {-600, -60, 60, 600}) {
      setClock("2027-01-15T12:00:00Z");
      VoteEngine engine = node();
      String name = "shift" + minutes;
      engine.polls().define(Series.of(name, Schedule.everyDay(LocalTime.NOON), ZoneOffset.UTC));
      Series shifted =
          Series.of(name, Schedule.everyDay(LocalTime.NOON.plusMinutes(minutes)), ZoneOffset.UTC);
      engine.polls().define(shifted);
      for (int hour = 0; hour < 100; hour++) {
        clock.move(Duration.ofHours(1));
        Poll current = engine.polls().current(name);
        assertThat(clock.instant())
            .isAfterOrEqualTo(current.opensAt())
            .isBefore(current.closesAt());
      }
      List<Poll> polls =
          engine.polls().list().stream()
              .filter(poll -> poll.name().startsWith(name + "-20"))
              .toList();
      assertThat(polls).hasSizeGreaterThan(3);
      assertTiled(polls);
      Poll last = polls.get(polls.size() - 1);
      assertThat(shifted.poll(shifted.window(last.name()).orElseThrow())).isEqualTo(last);
    }
  }

  @Test
  void seriesThatWasWeeklyGoesOnDaily() {
    setClock("2027-01-12T12:00:00Z");
    VoteEngine engine = node();
    ZoneId utc = ZoneOffset.UTC;
    engine.polls().define(Series.weekly("launch", DayOfWeek.MONDAY, utc));
    Poll weekly = engine.polls().define(Series.daily("launch", utc));
    assertThat(weekly.name()).isEqualTo("launch-2027-01-11");
    clock.move(Duration.ofDays(13));
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-25");
    clock.move(Duration.ofDays(1));
    assertThat(engine.polls().current("launch").name()).isEqualTo("launch-2027-01-26");
    assertTiled(engine.polls().list());
  }

  @Test
  void pollThatIsClosedByHandOpensTheNextNoSooner() {
    VoteEngine engine = node(); // at the present, since the ledger's clock decides here
    Series hourly =
        Series.of(
            "launch",
            IntStream.range(1, 24)
                .mapToObj(hour -> Schedule.everyDay(LocalTime.of(hour, 0)))
                .reduce(Schedule.everyDay(LocalTime.MIDNIGHT), Schedule::and),
            ZoneOffset.UTC);
    Poll now = engine.polls().define(hourly);
    Poll closed = engine.polls().close(now.name(), "admin", "enough");
    assertThat(engine.polls().current("launch")).isEqualTo(closed);
    clock.move(Duration.ofHours(3));
    engine.polls().current("launch");
    assertThat(engine.polls().list())
        .filteredOn(poll -> !poll.name().equals(now.name()))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            poll -> assertThat(hourly.window(poll.name()).map(hourly::poll)).contains(poll));
  }

  @Test
  void pollOfTheHostWithAWindowsNameKeepsItsRules() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine engine = node();
    Poll mine = Poll.named("launch-2027-01-16").unlimited();
    engine.polls().define(mine);
    LogLines log = LogLines.record();
    engine.polls().define(LAUNCH.ahead(2));
    assertThat(log.own())
        .singleElement()
        .asString()
        .contains("WARN", "'launch-2027-01-16'", "'launch'", "limit=null", "permits=5");
    assertThat(recorded(engine))
        .containsExactly("launch-2027-01-15", "launch-2027-01-16", "launch-2027-01-17");
    clock.move(Duration.ofDays(1));
    assertThat(engine.polls().current("launch")).isEqualTo(mine);
  }

  @Test
  void seriesThatCannotBeChangesNothing() {
    VoteEngine engine = node();
    assertThatThrownBy(() -> engine.polls().define(Series.daily("x".repeat(118), LAUNCH.zone())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("series is longer than 117");
    assertThatThrownBy(() -> engine.polls().define(Series.daily("launch", Series.zone("Mars"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("zone is not a known time zone");
    assertThatThrownBy(() -> engine.polls().current("launch"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("'launch'");
    assertThat(engine.polls().list()).isEmpty();
  }

  @Test
  void laterDefinitionChangesTheRulesOfPollsToCome() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine engine = node();
    engine.polls().define(LAUNCH);
    LogLines log = LogLines.record();
    Series likes = LAUNCH.rules(poll -> poll.choices(Choice.UP));
    assertThat(engine.polls().define(likes))
        .isEqualTo(LAUNCH.poll(LAUNCH.windowAt(clock.instant())));
    assertThat(log.own()).hasSize(2).allMatch(line -> line.contains("WARN"));
    clock.move(Duration.ofDays(1));
    await().atMost(AMPLE).until(() -> recorded(engine).contains("launch-2027-01-17"));
    assertThat(engine.polls().find("launch-2027-01-17").orElseThrow().choices())
        .containsExactly(Choice.UP);
  }

  @Test
  void seriesWhoseNameBeginsWithAnotherOnesStaysApart() {
    setClock("2027-01-15T12:00:00Z");
    VoteEngine engine = node();
    Series other = Series.daily("launch-eu", ZoneId.of("Asia/Tokyo"));
    engine.polls().define(other.ahead(5));
    assertThat(engine.polls().define(LAUNCH))
        .isEqualTo(LAUNCH.poll(LAUNCH.windowAt(clock.instant())));
    assertThat(engine.polls().current("launch-eu"))
        .isEqualTo(other.poll(other.windowAt(clock.instant())));
    assertThat(engine.polls().find("launch-2027-01-16")).isPresent();
  }

  private VoteStore storeWith(MovableClock clock) {
    VoteStore store = InMemoryVoteStore.builder().clock(clock).build();
    store.open(Cluster.PARTITIONS, cluster.ledger.identity());
    return store;
  }

  @Test
  void votesOfYesterdayNeverCountToday() {
    setClock("2027-01-15T12:00:00Z");
    cluster.replaceStore(storeWith(clock));
    VoteEngine engine = node();
    SubjectId yesterday = SubjectId.of(engine.polls().define(LAUNCH).name(), "rocket");
    accepted(engine.cast(VoterId.of("ada"), yesterday, Choice.UP));
    clock.move(Duration.ofDays(1));
    SubjectId today = SubjectId.of(engine.polls().current("launch").name(), "rocket");
    VoterId late = VoterId.of("late");
    rejected(engine.cast(late, yesterday, Choice.UP), Reason.POLL_CLOSED);
    VoteRequest queued = VoteRequest.cast(late, today, Choice.UP);
    rejected(
        engine.cast(queued.castAt(Instant.parse("2027-01-15T23:59:59.999999Z"))),
        Reason.POLL_NOT_OPEN);
    accepted(engine.cast(queued.castAt(Instant.parse("2027-01-16T00:00:00Z"))));
    assertThat(engine.read(yesterday, late).tally().up()).isEqualTo(1);
    assertThat(engine.read(today, late).tally().up()).isEqualTo(1);
  }

  @Test
  void storeDecidesWhereItsClockAndTheEnginesDisagree() {
    setClock("2027-01-15T12:00:00Z");
    MovableClock ofTheStore = new MovableClock();
    cluster.replaceStore(storeWith(ofTheStore));
    VoteEngine engine = node();
    engine.polls().define(LAUNCH);
    VoterId ada = VoterId.of("ada");

    setClock("2027-01-16T00:00:00Z");
    ofTheStore.set(Instant.parse("2027-01-15T23:59:59Z"));
    SubjectId early = SubjectId.of(engine.polls().current("launch").name(), "rocket");
    rejected(engine.cast(ada, early, Choice.UP), Reason.POLL_NOT_OPEN);

    setClock("2027-01-15T23:59:59Z");
    ofTheStore.set(Instant.parse("2027-01-16T00:00:00Z"));
    SubjectId late = SubjectId.of(engine.polls().current("launch").name(), "rocket");
    rejected(engine.cast(ada, late, Choice.UP), Reason.POLL_CLOSED);
    accepted(engine.cast(ada, early, Choice.UP));
  }
}
