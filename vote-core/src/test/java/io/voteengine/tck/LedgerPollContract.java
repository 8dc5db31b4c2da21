package io.voteengine.tck;

import static io.voteengine.Choice.DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Poll;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.LedgerPolls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The recorded polls and the changes of their rules. */
abstract class LedgerPollContract extends LedgerCase {
  private static final Poll LAUNCH = Poll.named("launch");
  private static final Poll STRICT = LAUNCH.choices(DOWN).limit(1, Duration.ofHours(1));

  LedgerPollContract(VoteLedgerContract suite) {
    super(suite);
  }

  private LedgerPolls polls() {
    return ledger.polls();
  }

  private static PollSnapshot open(Poll poll, long revision) {
    return new PollSnapshot(poll, State.OPEN, false, revision);
  }

  private static Instant inHours(int hours) {
    return Instant.now().plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.MICROS);
  }

  private Optional<PollSnapshot> read(int partition) {
    return ledger.poll(partition, "launch").value();
  }

  @Test
  void definedPollIsFoundAsItWasDefined() {
    assertThat(polls().find("launch")).isEmpty();
    assertThat(polls().define(LAUNCH)).isEqualTo(open(LAUNCH, 0));
    assertThat(polls().find("launch")).contains(open(LAUNCH, 0));
    assertThat(polls().list()).containsExactly(open(LAUNCH, 0));
    assertThat(polls().changes("launch")).isEmpty();
    assertThat(polls().stale()).isEmpty();
  }

  @Test
  void recordedRulesStayWhereOthersAreDefined() {
    polls().define(LAUNCH);
    assertThat(polls().define(STRICT)).isEqualTo(open(LAUNCH, 0));
    assertThat(polls().find("launch")).contains(open(LAUNCH, 0));
  }

  @Test
  void changedRulesAreInForceInEveryPartition() {
    polls().define(LAUNCH);
    assertThat(polls().change(0, STRICT, "ada", "bots")).contains(open(STRICT, 1));
    assertThat(polls().find("launch")).contains(open(STRICT, 1));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(read(partition)).contains(open(STRICT, 1));
    }
    assertThat(polls().define(STRICT)).isEqualTo(open(STRICT, 1));
  }

  @Test
  void changesAreRecordedWithWhoAndWhy() {
    polls().define(LAUNCH);
    polls().change(0, STRICT, "ada", "bots");
    polls().change(1, LAUNCH, "bob\u00e9", "\u201cover\u201d \ud83d\ude80");
    List<PollChange> changes = polls().changes("launch");
    assertThat(changes)
        .extracting(PollChange::revision, PollChange::by, PollChange::before, PollChange::after)
        .containsExactly(tuple(2L, "bob\u00e9", STRICT, LAUNCH), tuple(1L, "ada", LAUNCH, STRICT));
    assertThat(changes)
        .extracting(PollChange::why)
        .containsExactly("\u201cover\u201d \ud83d\ude80", "bots");
    assertThat(changes.get(0).changedAt()).isAfterOrEqualTo(changes.get(1).changedAt());
  }

  @Test
  void changeOfAnOlderRevisionChangesNothing() {
    polls().define(LAUNCH);
    polls().change(0, STRICT, "ada", "bots");
    assertThat(polls().change(0, LAUNCH.unlimited(), "bob", "why not")).isEmpty();
    assertThat(polls().find("launch")).contains(open(STRICT, 1));
    assertThat(polls().changes("launch")).hasSize(1);
  }

  @Test
  void ofChangesAtOnceOneIsMade() {
    polls().define(LAUNCH);
    List<VoteLedger> nodes = IntStream.range(0, 3).mapToObj(i -> opened()).toList();
    List<CompletableFuture<Optional<PollSnapshot>>> attempts =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            nodes
                                .get(i)
                                .polls()
                                .change(0, LAUNCH.limit(i + 1, Duration.ofDays(1)), "n" + i, "x")))
            .toList();
    assertThat(attempts.stream().filter(attempt -> attempt.join().isPresent())).hasSize(1);
    assertThat(polls().changes("launch")).hasSize(1);
  }

  @Test
  void unknownPollCannotBeChangedOrClosed() {
    assertThatThrownBy(() -> polls().change(0, LAUNCH, "ada", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("launch");
    assertThatThrownBy(() -> polls().close("launch", "ada", "x")).isInstanceOf(PollException.class);
    assertThat(polls().changes("launch")).isEmpty();
    assertThat(polls().list()).isEmpty();
  }

  @Test
  void pollThatIsOverKeepsItsRules() {
    Poll ended = LAUNCH.closesAt(inHours(-1));
    polls().define(ended);
    assertThatThrownBy(() -> polls().change(0, LAUNCH, "ada", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("over");

    Poll known = Poll.named("known").closesAt(inHours(1));
    polls().define(known);
    polls().recordOver("known");
    assertThatThrownBy(() -> polls().change(0, known.closesAt(inHours(2)), "ada", "x"))
        .isInstanceOf(PollException.class);

    polls().define(Poll.named("sealed"));
    suite.seal("sealed");
    assertThatThrownBy(() -> polls().change(0, Poll.named("sealed").unlimited(), "ada", "x"))
        .isInstanceOf(PollException.class);
    assertThat(polls().stale()).isEmpty();
  }

  @Test
  void closeIsMovedOnlyToATimeToComeAndNotAtTheLastMoment() {
    Instant soon = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MICROS);
    polls().define(LAUNCH.closesAt(soon));
    assertThatThrownBy(() -> polls().change(0, LAUNCH.closesAt(inHours(1)), "ada", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("too late");

    Poll later = Poll.named("later").closesAt(inHours(1));
    polls().define(later);
    assertThatThrownBy(() -> polls().change(0, later.closesAt(inHours(-1)), "ada", "x"))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("past");
    Poll moved = later.closesAt(inHours(3));
    assertThat(polls().change(0, moved, "ada", "x")).contains(open(moved, 1));
  }

  @Test
  void closedPollIsOverForGood() {
    polls().define(LAUNCH);
    PollSnapshot closed = polls().close("launch", "ada", "enough");
    assertThat(closed.over()).isTrue();
    assertThat(closed.poll().closesAt()).isNotNull();
    assertThat(polls().find("launch")).contains(closed);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(read(partition)).hasValueSatisfying(poll -> assertThat(poll.over()).isTrue());
    }
    assertThat(polls().close("launch", "bob", "again")).isEqualTo(closed);
    assertThat(polls().changes("launch")).hasSize(1);
  }

  @Test
  void pollThatIsClosedBeforeItOpensNeverDoes() {
    polls().define(LAUNCH.opensAt(inHours(1)));
    PollSnapshot closed = polls().close("launch", "ada", "cancelled");
    assertThat(closed.over()).isTrue();
    assertThat(closed.poll().opensAt()).isNull();
  }

  @Test
  void changedPollIsStaleUntilItIsLoadedEverywhere() {
    polls().define(LAUNCH);
    PollSnapshot changed = polls().change(0, STRICT, "ada", "bots").orElseThrow();
    assertThat(polls().stale()).containsExactly(changed);
    polls().loaded(changed);
    assertThat(polls().stale()).as("a load of the former rules may come still").isNotEmpty();
    suite.ageChangedPolls();
    PollSnapshot newer = polls().change(1, LAUNCH, "ada", "no bots").orElseThrow();
    suite.ageChangedPolls();
    polls().loaded(changed);
    assertThat(polls().stale()).containsExactly(newer);
    polls().loaded(newer);
    assertThat(polls().stale()).isEmpty();
  }
}
