package io.voteengine.tck.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveUpdate.PollState;
import io.voteengine.live.LiveUpdate.PollState.Occasion;
import io.voteengine.live.LiveUpdate.PollState.Stage;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Polls: their stages, all of their subjects, and their leaderboards. */
public abstract class LivePollContract extends LiveCase {
  protected LivePollContract(LiveContract suite) {
    super(suite);
  }

  private static boolean reported(Watcher watcher, Stage stage, Occasion occasion) {
    return watcher.events.stream()
        .anyMatch(
            update ->
                update instanceof PollState state
                    && state.stage() == stage
                    && state.occasion() == occasion);
  }

  @Test
  void rulesAndCloseAreReportedAtBothNodes() {
    Watcher here = watcher();
    Watcher there = watcher();
    one.live().subscribe(Interest.pollState(POLL), here);
    other.live().subscribe(Interest.pollState(POLL), there);
    for (Watcher watcher : List.of(here, there)) {
      Waiting.until(() -> reported(watcher, Stage.OPEN, Occasion.SNAPSHOT));
    }
    one.polls().update(POLL, poll -> poll.choices(Choice.UP), "ada", "no downs");
    for (Watcher watcher : List.of(here, there)) {
      Waiting.until(() -> reported(watcher, Stage.OPEN, Occasion.RULES_CHANGED));
    }
    one.polls().close(POLL, "ada", "enough");
    for (Watcher watcher : List.of(here, there)) {
      Waiting.until(() -> reported(watcher, Stage.CLOSED, Occasion.CLOSED));
    }
  }

  @Test
  void clockOpensAndClosesAPoll() {
    Instant now = Instant.now();
    one.polls()
        .define(Poll.named("short").opensAt(now.plusSeconds(2)).closesAt(now.plusSeconds(4)));
    Watcher watcher = watcher();
    other.live().subscribe(Interest.pollState("short"), watcher);
    Waiting.until(() -> reported(watcher, Stage.AHEAD, Occasion.SNAPSHOT));
    Waiting.until(() -> reported(watcher, Stage.CLOSING_SOON, Occasion.CLOSING_SOON));
    Waiting.until(() -> reported(watcher, Stage.CLOSED, Occasion.CLOSED));
  }

  @Test
  void pollThatIsDefinedLaterIsReportedThen() {
    Watcher watcher = watcher();
    one.live().subscribe(Interest.pollState("later"), watcher);
    other.polls().define(Poll.named("later"));
    Waiting.until(() -> reported(watcher, Stage.OPEN, Occasion.SNAPSHOT));
  }

  @Test
  void wholePollShowsOldAndNewSubjects() {
    SubjectId second = SubjectId.of(POLL, "2");
    SubjectId third = SubjectId.of(POLL, "3");
    cast(one, "ada", SUBJECT, Choice.UP);
    Watcher watcher = watcher();
    LiveSubscription subscription = other.live().subscribe(Interest.poll(POLL), watcher);
    awaitCounts(watcher, SUBJECT, 1, 0);
    cast(other, "ada", second, Choice.UP);
    cast(one, "ada", third, Choice.DOWN);
    awaitCounts(watcher, second, 1, 0);
    awaitCounts(watcher, third, 0, 1);
    cast(one, "bob", SUBJECT, Choice.UP);
    awaitCounts(watcher, SUBJECT, 2, 0);
    Waiting.until(() -> reported(watcher, Stage.OPEN, Occasion.SNAPSHOT));
    subscription.untrack(List.of(Interest.poll(POLL)));
    // Without a known version the same counts would come again.
    Tally known = requireNonNull(watcher.counts(second)).tally();
    subscription.track(List.of(Interest.subject(second, known)));
    cast(other, "cyd", SUBJECT, Choice.UP);
    cast(other, "cyd", second, Choice.UP);
    awaitCounts(watcher, second, 2, 0);
    assertThat(watcher.shows(SUBJECT, 2, 0)).isTrue();
  }

  @Test
  void subjectThatOthersWatchSilencesNoPoll() {
    SubjectId second = SubjectId.of(POLL, "2");
    Watcher named = watcher();
    one.live().subscribe(Interest.subject(second), named);
    Waiting.until(() -> named.counts(second) != null);
    Watcher whole = watcher();
    one.live().subscribe(Interest.poll(POLL), whole);
    Waiting.until(() -> reported(whole, Stage.OPEN, Occasion.SNAPSHOT));
    for (int i = 1; i <= 3; i++) {
      cast(one, "ada-" + i, second, Choice.UP);
      awaitCounts(whole, second, i, 0);
      cast(one, "ada-" + i, SUBJECT, Choice.DOWN);
      awaitCounts(whole, SUBJECT, 0, i);
    }
  }

  private static boolean shows(Watcher watcher, Ranking ranking, List<SubjectId> order) {
    return !watcher.events.isEmpty()
        && watcher.events.get(watcher.events.size() - 1) instanceof LiveUpdate.Leaderboard board
        && board.ranking() == ranking
        && board.entries().stream().map(RankedSubject::subject).toList().equals(order);
  }

  @Test
  void leaderboardsFollowTheVotes() {
    SubjectId second = SubjectId.of(POLL, "2");
    cast(one, "ada", SUBJECT, Choice.UP);
    Watcher byScore = watcher();
    Watcher byWilson = watcher();
    other.live().subscribe(Interest.leaderboard(POLL, Ranking.SCORE, 2), byScore);
    other.live().subscribe(Interest.leaderboard(POLL, Ranking.WILSON, 2), byWilson);
    Waiting.until(() -> shows(byScore, Ranking.SCORE, List.of(SUBJECT)));
    Waiting.until(() -> shows(byWilson, Ranking.WILSON, List.of(SUBJECT)));
    cast(one, "ada", second, Choice.UP);
    cast(other, "bob", second, Choice.UP);
    Waiting.until(() -> shows(byScore, Ranking.SCORE, List.of(second, SUBJECT)));
    Waiting.until(() -> shows(byWilson, Ranking.WILSON, List.of(second, SUBJECT)));
  }
}
