package io.voteengine.tck.live;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.VoteListener;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate;
import io.voteengine.poll.PollException;
import io.voteengine.poll.Visibility;
import io.voteengine.query.Records;
import io.voteengine.query.Timeline;
import io.voteengine.ranking.Ranking;
import io.voteengine.subject.NewSubject;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A poll's counts are hidden on every way out until its visibility shows them, on every node. */
public abstract class LiveVisibilityContract extends LiveCase {
  private static final String SECRET = "secret";
  private static final SubjectId FIRST = SubjectId.of(SECRET, "1");
  private static final SubjectId SECOND = SubjectId.of(SECRET, "2");
  private static final VoterId OWNER = VoterId.of("owner");
  private static final VoterId BOB = VoterId.of("bob");

  protected LiveVisibilityContract(LiveContract suite) {
    super(suite);
  }

  private void define(Visibility visibility) {
    one.polls().define(secret(visibility));
  }

  private static Poll secret(Visibility visibility) {
    return Poll.named(SECRET).unlimited().visibility(visibility);
  }

  private void castSome() {
    for (int i = 0; i < 3; i++) {
      cast(i % 2 == 0 ? one : other, "voter-" + i, FIRST, Choice.UP);
    }
    cast(other, "ada", SECOND, Choice.DOWN);
  }

  private void onBoth(Consumer<VoteEngine> check) {
    check.accept(one);
    check.accept(other);
  }

  private Watcher watch(VoteEngine engine, Interest... interests) {
    Watcher watcher = watcher();
    engine.live().subscribe(null, List.of(interests), watcher);
    return watcher;
  }

  private Watcher watchAs(VoterId voter, VoteEngine engine) {
    Watcher watcher = watcher();
    engine.live().subscribe(voter, Interest.subjects(List.of(FIRST, SECOND)), watcher);
    Waiting.until(() -> watcher.counts(FIRST) != null && watcher.counts(SECOND) != null);
    return watcher;
  }

  private static boolean hides(Watcher watcher, SubjectId subject) {
    LiveUpdate.Counts counts = watcher.counts(subject);
    return counts != null && counts.tally().isHidden() && !counts.exact();
  }

  private static void assertHidden(VoteEngine engine, VoterId voter) {
    for (ReadMode mode : List.of(ReadMode.exact(), ReadMode.cacheFirst(), ReadMode.bypass())) {
      for (SubjectView view : engine.page(List.of(FIRST, SECOND), voter, mode)) {
        assertThat(view.tally()).isEqualTo(Tally.HIDDEN);
        assertThat(view.exact()).isFalse();
      }
      assertThat(engine.read(FIRST, voter, mode).tally()).isEqualTo(Tally.HIDDEN);
      assertThat(engine.top(SECRET, 10, mode)).isEmpty();
      assertThat(engine.records().top(SECRET, Ranking.HOT, 10, mode).subjects()).isEmpty();
    }
    assertNoRecords(engine.records());
  }

  private static Timeline today() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    return new Timeline(
        now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(2)), Duration.ofHours(1));
  }

  private static void assertNoRecords(Records records) {
    assertThat(records.top(SECRET, Ranking.SCORE, 10)).isEmpty();
    assertThat(records.votesOn(FIRST, null, 10)).isEmpty();
    assertThat(records.activity(FIRST, today())).isEmpty();
    assertThat(records.activity(SECRET, today())).isEmpty();
    assertThat(records.history(FIRST, 10)).isEmpty();
    assertThat(records.history(SECRET, 10)).isEmpty();
  }

  private static void assertRecords(Records records) {
    assertThat(records.top(SECRET, Ranking.SCORE, 10)).hasSize(2);
    assertThat(records.votesOn(FIRST, null, 10)).hasSize(3);
    assertThat(records.activity(FIRST, today())).isNotEmpty();
    assertThat(records.activity(SECRET, today())).isNotEmpty();
    assertThat(records.history(FIRST, 10)).hasSize(3);
    assertThat(records.history(SECRET, 10)).hasSizeGreaterThanOrEqualTo(4);
  }

  private void awaitShown() {
    onBoth(
        node -> {
          Waiting.until(() -> !node.read(FIRST, null).tally().isHidden());
          assertThat(node.page(List.of(FIRST, SECOND), null))
              .extracting(view -> view.tally().up(), view -> view.tally().down())
              .containsExactly(tuple(3L, 0L), tuple(0L, 1L));
          assertThat(node.top(SECRET, 10)).hasSize(2);
          assertRecords(node.records());
        });
  }

  @Test
  void countsAreHiddenOnEveryWayOutUntilThePollCloses() {
    define(Visibility.AFTER_CLOSE);
    List<EngineEvent> events = new CopyOnWriteArrayList<>();
    one.addListener(VoteListener.of(events::add));
    Watcher[] watchers = {
      watch(one, Interest.subject(FIRST)), watch(other, Interest.subject(FIRST)),
    };
    Watcher wholePoll = watch(other, Interest.poll(SECRET));
    Watcher board = watch(other, Interest.leaderboard(SECRET, Ranking.SCORE, 5));
    for (Watcher watcher : watchers) {
      Waiting.until(() -> hides(watcher, FIRST) || watcher.shows(FIRST, 0, 0));
    }
    castSome();
    assertThat(cast(one, "ada", SECOND, Choice.DOWN)).isEqualTo(Tally.HIDDEN);
    onBoth(node -> assertThat(node.drain(AMPLE)).isTrue());
    onBoth(node -> assertHidden(node, ADA));
    assertThat(one.read(SECOND, ADA).choice()).isEqualTo(Choice.DOWN);
    assertThat(other.records().votesOf(ADA, null, null, 10).votes()).hasSize(1);
    assertRecords(other.administration().records());
    Waiting.until(
        () -> events.stream().filter(e -> e instanceof EngineEvent.VoteCast).count() == 3);
    assertThat(events)
        .filteredOn(event -> event instanceof EngineEvent.VoteCast)
        .allSatisfy(
            event -> assertThat(((EngineEvent.VoteCast) event).tally()).isEqualTo(Tally.HIDDEN));
    for (Watcher watcher : watchers) {
      Waiting.until(() -> hides(watcher, FIRST));
    }
    assertThat(wholePoll.counts(FIRST)).isNull();
    assertThat(boards(board)).allSatisfy(shown -> assertThat(shown.entries()).isEmpty());

    one.polls().close(SECRET, "host", "the end");
    awaitShown();
    for (Watcher watcher : watchers) {
      awaitTally(watcher, FIRST, one.read(FIRST, null).tally());
      // What was hidden did not show by the number of updates either.
      assertThat(watcher.updates()).isLessThanOrEqualTo(3);
    }
    Waiting.until(() -> wholePoll.shows(FIRST, 3, 0) && wholePoll.shows(SECOND, 0, 1));
    Waiting.until(() -> boards(board).stream().anyMatch(shown -> shown.entries().size() == 2));
  }

  private static List<LiveUpdate.Leaderboard> boards(Watcher watcher) {
    return watcher.events.stream()
        .filter(event -> event instanceof LiveUpdate.Leaderboard)
        .map(event -> (LiveUpdate.Leaderboard) event)
        .toList();
  }

  @Test
  void closingTimeShowsTheCountsOnEveryNode() {
    one.polls()
        .define(secret(Visibility.AFTER_CLOSE).closesAt(Instant.now().plus(Duration.ofSeconds(2))));
    castSome();
    Watcher here = watch(one, Interest.subject(FIRST));
    Watcher there = watch(other, Interest.subject(FIRST));
    onBoth(node -> assertThat(node.drain(AMPLE)).isTrue());
    awaitShown();
    awaitCounts(here, FIRST, 3, 0);
    awaitCounts(there, FIRST, 3, 0);
  }

  @Test
  void resultIsShownWhenItIsFinal() {
    define(Visibility.AFTER_SEAL);
    castSome();
    Watcher watcher = watch(other, Interest.subject(FIRST));
    one.polls().close(SECRET, "host", "the end");
    onBoth(node -> assertThat(node.drain(AMPLE)).isTrue());
    onBoth(node -> assertHidden(node, ADA));
    assertThat(hides(watcher, FIRST) || watcher.counts(FIRST) == null).isTrue();
    assertThat(one.results().finalizePoll(SECRET).success()).isTrue();
    awaitShown();
    awaitCounts(watcher, FIRST, 3, 0);
  }

  @Test
  void voterSeesTheCountsOfWhatTheyVotedOn() {
    define(Visibility.AFTER_VOTE);
    castSome();
    Watcher stranger = watch(one, Interest.subject(FIRST));
    Watcher bob = watchAs(BOB, other);
    assertThat(hides(bob, FIRST)).isTrue();
    assertHidden(one, BOB);
    assertHidden(other, BOB);

    Tally tally = cast(one, "bob", FIRST, Choice.UP);
    assertThat(tally.up()).isEqualTo(4);
    assertThat(other.read(FIRST, BOB).tally()).isEqualTo(tally);
    assertThat(other.read(SECOND, BOB).tally()).isEqualTo(Tally.HIDDEN);
    assertThat(other.read(FIRST, null).tally()).isEqualTo(Tally.HIDDEN);
    awaitTally(bob, FIRST, tally);
    cast(other, "cyd", FIRST, Choice.UP);
    awaitCounts(bob, FIRST, 5, 0);
    assertThat(hides(bob, SECOND)).isTrue();

    assertThat(cast(one, "bob", FIRST, Choice.NONE)).isEqualTo(Tally.HIDDEN);
    Waiting.until(() -> hides(bob, FIRST) && bob.choice(FIRST) == Choice.NONE);
    assertThat(other.read(FIRST, BOB).tally()).isEqualTo(Tally.HIDDEN);
    assertThat(stranger.updates()).isOne();

    one.polls().close(SECRET, "host", "the end");
    awaitCounts(bob, FIRST, 4, 0);
    awaitCounts(stranger, FIRST, 4, 0);
  }

  @Test
  void choiceInABallotPollShowsAllItsCounts() {
    one.polls().define(secret(Visibility.AFTER_VOTE).votesPerVoter(1));
    cast(one, "cyd", FIRST, Choice.UP);
    cast(other, "dan", SECOND, Choice.UP);
    Watcher bob = watchAs(BOB, other);
    assertThat(hides(bob, FIRST) && hides(bob, SECOND)).isTrue();
    assertHidden(one, BOB);
    CastResult.Accepted accepted = one.cast(BOB, SECOND, Choice.UP).orElseThrow();
    assertThat(accepted.tally().up()).isEqualTo(2);
    CastResult refused = one.cast(BOB, FIRST, Choice.UP);
    assertThat(refused).isInstanceOf(CastResult.Rejected.class);
    assertThat(Objects.requireNonNull(((CastResult.Rejected) refused).tally()).up()).isOne();
    assertThat(other.page(List.of(FIRST, SECOND), BOB))
        .extracting(view -> view.tally().up())
        .containsExactly(1L, 2L);
    awaitCounts(bob, FIRST, 1, 0);
    awaitCounts(bob, SECOND, 2, 0);
    one.retract(BOB, SECOND);
    Waiting.until(() -> hides(bob, FIRST) && hides(bob, SECOND));
    assertHidden(other, BOB);
    // The other subject has not changed meanwhile, and is shown again.
    cast(one, "bob", SECOND, Choice.UP);
    awaitCounts(bob, FIRST, 1, 0);
    awaitCounts(bob, SECOND, 2, 0);
    one.retract(BOB, SECOND);
    Waiting.until(() -> hides(bob, FIRST) && hides(bob, SECOND));
    one.polls().close(SECRET, "host", "the end");
    awaitCounts(bob, FIRST, 1, 0);
    awaitCounts(bob, SECOND, 1, 0);
  }

  @Test
  void choiceThatIsNoLongerTrackedShowsNothing() {
    one.polls().define(secret(Visibility.AFTER_VOTE).votesPerVoter(1));
    cast(one, "cyd", FIRST, Choice.UP);
    Watcher bob = watcher();
    LiveSubscription subscription =
        one.live().subscribe(BOB, Interest.subjects(List.of(FIRST, SECOND)), bob);
    cast(one, "bob", SECOND, Choice.UP);
    awaitCounts(bob, FIRST, 1, 0);
    subscription.untrack(List.of(Interest.subject(SECOND)));
    Waiting.until(() -> hides(bob, FIRST));
    one.retract(BOB, SECOND);
    cast(one, "dan", FIRST, Choice.UP);
    Watcher dan = watchAs(VoterId.of("dan"), one);
    awaitCounts(dan, FIRST, 2, 0);
    assertThat(hides(bob, FIRST)).isTrue();
  }

  /** Else a reader could find out the version by stating one after the other. */
  @Test
  void statedVersionsTellNothing() {
    define(Visibility.AFTER_CLOSE);
    castSome();
    List<List<LiveUpdate>> answers = new ArrayList<>();
    for (long version : List.of(1L, 2L, 3L, 4L, 1_000_000L)) {
      Watcher watcher = watcher();
      Tally stated = new Tally(1, 0, 1, version);
      one.live().subscribe(BOB, List.of(Interest.subject(FIRST, stated)), watcher);
      Waiting.until(() -> watcher.choice(FIRST) != null && hides(watcher, FIRST));
      answers.add(List.copyOf(watcher.events));
    }
    assertThat(answers).hasSize(5).allMatch(answers.get(0)::equals);
  }

  @Test
  void repeatedRequestOfAVoterWhoTookTheVoteBackShowsNothing() {
    define(Visibility.AFTER_VOTE);
    VoteRequest request =
        VoteRequest.cast(BOB, FIRST, Choice.UP).requestId(RequestId.named("first"));
    assertThat(one.cast(request).orElseThrow().tally().up()).isOne();
    one.retract(BOB, FIRST);
    cast(other, "cyd", FIRST, Choice.UP);
    CastResult again = one.cast(request);
    Tally shown =
        again instanceof CastResult.Accepted accepted
            ? accepted.tally()
            : ((CastResult.Rejected) again).tally();
    assertThat(shown).isEqualTo(Tally.HIDDEN);
  }

  @Test
  void ownChoicesArriveWithoutAVersion() {
    define(Visibility.AFTER_CLOSE);
    Watcher bob = watchAs(BOB, other);
    for (Choice choice : List.of(Choice.UP, Choice.NONE, Choice.DOWN)) {
      cast(one, "bob", FIRST, choice);
      Waiting.until(() -> bob.choice(FIRST) == choice);
    }
    assertThat(bob.events)
        .filteredOn(event -> event instanceof LiveUpdate.OwnChoice)
        .filteredOn(event -> ((LiveUpdate.OwnChoice) event).choice() != Choice.NONE)
        .allSatisfy(event -> assertThat(((LiveUpdate.OwnChoice) event).version()).isNull());
  }

  @Test
  void refusalsHideTheCountsToo() {
    one.polls().define(secret(Visibility.AFTER_CLOSE).limit(1, Duration.ofHours(1)));
    VoteRequest request = VoteRequest.cast(BOB, FIRST, Choice.UP);
    assertThat(one.cast(request).orElseThrow().tally()).isEqualTo(Tally.HIDDEN);
    CastResult refused = other.cast(VoteRequest.cast(BOB, FIRST, Choice.DOWN));
    assertThat(refused).isInstanceOf(CastResult.Rejected.class);
    Tally shown = ((CastResult.Rejected) refused).tally();
    assertThat(shown == null || shown.isHidden()).isTrue();
  }

  @Test
  void scoreOfAnOwnerLeavesOutWhatIsHidden() {
    one.polls().define(secret(Visibility.AFTER_CLOSE).listedSubjects());
    one.subjects().add(SECRET, List.of(NewSubject.of("1").owner(OWNER)));
    one.polls().define(Poll.named("open").unlimited().listedSubjects());
    one.subjects().add("open", List.of(NewSubject.of("1").owner(OWNER)));
    cast(one, "ada", FIRST, Choice.UP);
    cast(one, "ada", SubjectId.of("open", "1"), Choice.UP);
    assertThat(one.drain(AMPLE)).isTrue();
    onBoth(node -> assertThat(node.subjects().ownerScore(OWNER)).isOne());
    one.polls().close(SECRET, "host", "the end");
    onBoth(node -> assertThat(node.subjects().ownerScore(OWNER)).isEqualTo(2));
  }

  @Test
  void nearCacheHidesAndShows() {
    define(Visibility.AFTER_CLOSE);
    try (VoteEngine cached =
        nodes.node(builder -> builder.nearCache(NearCacheOptions.defaults()))) {
      castSome();
      onBoth(node -> assertThat(node.drain(AMPLE)).isTrue());
      for (int i = 0; i < 3; i++) {
        assertHidden(cached, ADA);
      }
      one.polls().close(SECRET, "host", "the end");
      Waiting.until(() -> !cached.read(FIRST, ADA, ReadMode.cacheFirst()).tally().isHidden());
      assertThat(cached.top(SECRET, 10, ReadMode.cacheFirst())).hasSize(2);
    }
  }

  @Test
  void visibilityIsFixed() {
    define(Visibility.AFTER_SEAL);
    for (VoteEngine node : List.of(one, other)) {
      assertThatThrownBy(
              () ->
                  node.polls()
                      .update(SECRET, poll -> poll.visibility(Visibility.ALWAYS), "host", "why"))
          .isInstanceOf(PollException.class)
          .hasMessageContaining("AFTER_SEAL");
    }
    assertThat(other.polls().find(SECRET).orElseThrow().visibility())
        .isEqualTo(Visibility.AFTER_SEAL);
  }
}
