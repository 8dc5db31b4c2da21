package io.voteengine.tck.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.live.Interest;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A subscription with a voter shows the voter's own choices, wherever they are cast. */
public abstract class LiveOwnChoiceContract extends LiveCase {
  protected LiveOwnChoiceContract(LiveContract suite) {
    super(suite);
  }

  private Watcher watchAsAda(VoteEngine engine) {
    Watcher watcher = watcher();
    engine.live().subscribe(ADA, List.of(Interest.subject(SUBJECT)), watcher);
    Waiting.until(() -> watcher.choice(SUBJECT) != null);
    return watcher;
  }

  private static void awaitChoice(Watcher watcher, Choice choice) {
    Waiting.until(() -> watcher.choice(SUBJECT) == choice);
  }

  @Test
  void snapshotShowsTheChoice() {
    cast(one, "ada", SUBJECT, Choice.DOWN);
    Watcher watcher = watchAsAda(other);
    assertThat(watcher.choice(SUBJECT)).isEqualTo(Choice.DOWN);
    awaitCounts(watcher, SUBJECT, 0, 1);
  }

  @Test
  void choiceFollowsTheVoterAcrossNodes() {
    Watcher here = watchAsAda(one);
    Watcher there = watchAsAda(other);
    for (Choice choice : List.of(Choice.UP, Choice.DOWN, Choice.NONE, Choice.UP)) {
      cast(one, "ada", SUBJECT, choice);
      awaitChoice(here, choice);
      awaitChoice(there, choice);
    }
  }

  @Test
  void ownVoteIsNeverShownWithOlderCounts() {
    Watcher watcher = watchAsAda(one);
    for (int i = 0; i < 50; i++) {
      cast(one, "other-" + i, SUBJECT, Choice.UP);
      Choice choice = i % 2 == 0 ? Choice.UP : Choice.NONE;
      Tally tally = cast(one, "ada", SUBJECT, choice);
      awaitChoice(watcher, choice);
      LiveUpdate.Counts shown = Objects.requireNonNull(watcher.counts(SUBJECT));
      assertThat(KnownVersion.of(shown.tally())).isGreaterThanOrEqualTo(KnownVersion.of(tally));
    }
  }

  @Test
  void choicesOfOthersAreNotShown() {
    Watcher watcher = watchAsAda(one);
    cast(one, "bob", SUBJECT, Choice.DOWN);
    cast(other, "cyd", SUBJECT, Choice.DOWN);
    awaitCounts(watcher, SUBJECT, 0, 2);
    assertThat(watcher.choice(SUBJECT)).isEqualTo(Choice.NONE);
    assertThat(watcher.events).hasSize(1);
  }

  @Test
  void knownVersionIncludesTheChoice() {
    Tally known = cast(one, "ada", SUBJECT, Choice.UP);
    Watcher watcher = watcher();
    other.live().subscribe(ADA, List.of(Interest.subject(SUBJECT, known)), watcher);
    SubjectId second = SubjectId.of(POLL, "2");
    Watcher asker = watcher();
    other.live().subscribe(ADA, Interest.subjects(List.of(SUBJECT, second)), asker);
    Waiting.until(() -> asker.choice(second) != null);
    assertThat(watcher.updates()).isZero();
    cast(one, "ada", SUBJECT, Choice.DOWN);
    awaitChoice(watcher, Choice.DOWN);
  }
}
