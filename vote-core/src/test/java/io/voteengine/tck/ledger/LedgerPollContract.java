package io.voteengine.tck.ledger;

import static io.voteengine.Choice.DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Poll;
import io.voteengine.poll.PollChange;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Visibility;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.PollSnapshot.State;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.LedgerPolls;
import io.voteengine.tck.VoteLedgerContract;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The recorded polls and the changes of their rules. */
public abstract class LedgerPollContract extends LedgerCase {
  private static final Poll LAUNCH = Poll.named("launch");
  private static final Poll STRICT = LAUNCH.choices(DOWN).limit(1, Duration.ofHours(1));

  protected LedgerPollContract(VoteLedgerContract suite) {
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

  private PollSnapshot change(PollSnapshot from, Poll to) {
    return polls().change(from.revision(), to, "ada", "bots").orElseThrow();
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
  void visibilityIsRecordedAndStays() {
    for (Visibility visibility : Visibility.values()) {
      Poll poll = Poll.named(visibility.name()).visibility(visibility);
      PollSnapshot defined = polls().define(poll);
      assertThat(polls().find(poll.name())).contains(open(poll, 0)).contains(defined);
      assertThat(defined.isPublic()).isEqualTo(visibility == Visibility.ALWAYS);
      for (Visibility other : Visibility.values()) {
        if (other != visibility) {
          assertThatThrownBy(() -> change(defined, poll.visibility(other)))
              .isInstanceOf(PollException.class)
              .hasMessageContaining(visibility.name());
        }
      }
      PollSnapshot closed = polls().close(poll.name(), "ada", "the end");
      assertThat(closed.poll().visibility()).isEqualTo(visibility);
      assertThat(closed.isPublic()).isEqualTo(visibility != Visibility.AFTER_SEAL);
    }
  }

  @Test
  void ledgersClockSaysThatAPollIsOverAsOfNow() {
    Instant aMomentAgo = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    polls().define(LAUNCH.closesAt(aMomentAgo));
    assertThat(polls().find("launch").orElseThrow().over()).isFalse();
    assertThat(polls().findAsOfNow("launch").orElseThrow().over()).isTrue();
    polls().define(Poll.named("later").closesAt(inHours(1)));
    assertThat(polls().findAsOfNow("later").orElseThrow().over()).isFalse();
    assertThat(polls().findAsOfNow("later")).isEqualTo(polls().find("later"));
    assertThat(polls().findAsOfNow("unknown")).isEmpty();
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
    PollSnapshot changed = change(open(LAUNCH, 0), STRICT);
    assertThat(changed.revision()).isPositive();
    assertThat(changed).isEqualTo(open(STRICT, changed.revision()));
    assertThat(polls().find("launch")).contains(changed);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(read(partition))
          .hasValueSatisfying(poll -> assertThat(poll.poll()).isEqualTo(STRICT));
    }
    assertThat(polls().define(STRICT)).isEqualTo(changed);
  }

  @Test
  void changesAreRecordedWithWhoAndWhy() {
    polls().define(LAUNCH);
    PollSnapshot one = change(open(LAUNCH, 0), STRICT);
    PollSnapshot two =
        polls()
            .change(one.revision(), LAUNCH, "bob\u00e9", "\u201cover\u201d \ud83d\ude80")
            .orElseThrow();
    assertThat(two.revision()).isGreaterThan(one.revision());
    List<PollChange> changes = polls().changes("launch");
    assertThat(changes)
        .extracting(PollChange::revision, PollChange::by, PollChange::before, PollChange::after)
        .containsExactly(
            tuple(two.revision(), "bob\u00e9", STRICT, LAUNCH),
            tuple(one.revision(), "ada", LAUNCH, STRICT));
    assertThat(changes)
        .extracting(PollChange::why)
        .containsExactly("\u201cover\u201d \ud83d\ude80", "bots");
    assertThat(changes.get(0).changedAt()).isAfterOrEqualTo(changes.get(1).changedAt());
  }

  /** A store that has loaded rules which the ledger lost must not take the next ones for older. */
  @Test
  void revisionComesNeverAgain() {
    polls().define(LAUNCH);
    long before = Micros.of(Instant.now().minusSeconds(60));
    assertThat(change(open(LAUNCH, 0), STRICT).revision()).isGreaterThan(before);
  }

  @Test
  void sameRulesAreNoChange() {
    polls().define(LAUNCH);
    assertThat(change(open(LAUNCH, 0), LAUNCH)).isEqualTo(open(LAUNCH, 0));
    assertThat(polls().changes("launch")).isEmpty();
    assertThat(polls().stale()).isEmpty();
  }

  @Test
  void changeOfAnOlderRevisionChangesNothing() {
    polls().define(LAUNCH);
    PollSnapshot changed = change(open(LAUNCH, 0), STRICT);
    assertThat(polls().change(0, LAUNCH.unlimited(), "bob", "why not")).isEmpty();
    assertThat(polls().find("launch")).contains(changed);
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

    assertThatThrownBy(() -> polls().change(0, ended, "ada", "the same"))
        .isInstanceOf(PollException.class);

    polls().define(Poll.named("sealed"));
    suite.seal("sealed");
    assertThatThrownBy(() -> polls().change(0, Poll.named("sealed").unlimited(), "ada", "x"))
        .isInstanceOf(PollException.class);
    assertThat(polls().stale()).isEmpty();
  }

  /** The clock of a store is ahead: what it has refused stays refused, in every partition. */
  @Test
  void pollThatAnotherClockHasSeenClosedIsOverEverywhere() {
    Poll known = Poll.named("known").closesAt(inHours(1));
    polls().define(known);
    polls().recordOver("known");
    PollSnapshot over = polls().find("known").orElseThrow();
    assertThat(over.over()).isTrue();
    assertThat(over.poll()).isEqualTo(known);
    assertThat(polls().stale()).containsExactly(over);
    assertThatThrownBy(
            () -> polls().change(over.revision(), known.closesAt(inHours(2)), "ada", "x"))
        .isInstanceOf(PollException.class);
    polls().recordOver("known");
    assertThat(polls().find("known")).contains(over);
    PollSnapshot closed = polls().close("known", "ada", "now");
    assertThat(closed.poll().closesAt()).isBefore(known.closesAt());
  }

  /** A partition may have refused by the former close. */
  @Test
  void closeThatWasMovedIsNotTakenForPassed() {
    Poll known = Poll.named("known").closesAt(inHours(1));
    polls().define(known);
    PollSnapshot moved =
        polls().change(0, known.closesAt(inHours(3)), "ada", "more time").orElseThrow();
    polls().recordOver("known");
    assertThat(polls().find("known")).contains(moved);
  }

  @Test
  void adoptedPollIsWhatTheOtherLedgerHas() {
    polls().adopt(open(STRICT, 7), "ada", "x");
    assertThat(polls().find("launch"))
        .hasValueSatisfying(p -> assertThat(p.poll()).isEqualTo(STRICT));
    polls().adopt(open(LAUNCH, 8), "ada", "x");
    assertThat(polls().find("launch"))
        .hasValueSatisfying(p -> assertThat(p.poll()).isEqualTo(LAUNCH));
    assertThat(polls().stale()).hasSize(1);
    Poll closed = LAUNCH.closesAt(inHours(-1));
    polls().adopt(new PollSnapshot(closed, State.OPEN, true, 9), "ada", "x");
    polls().adopt(open(LAUNCH, 10), "ada", "x");
    assertThat(polls().find("launch")).hasValueSatisfying(p -> assertThat(p.over()).isTrue());
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
    assertThat(change(open(later, 0), moved).poll()).isEqualTo(moved);
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
    PollSnapshot changed = change(open(LAUNCH, 0), STRICT);
    assertThat(polls().stale()).containsExactly(changed);
    polls().loaded(changed);
    assertThat(polls().stale()).as("a load of the former rules may come still").isNotEmpty();
    suite.ageChangedPolls();
    PollSnapshot newer = change(changed, LAUNCH);
    suite.ageChangedPolls();
    polls().loaded(changed);
    assertThat(polls().stale()).containsExactly(newer);
    polls().loaded(newer);
    assertThat(polls().stale()).isEmpty();
  }
}
