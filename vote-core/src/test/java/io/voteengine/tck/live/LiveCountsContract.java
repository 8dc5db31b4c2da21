package io.voteengine.tck.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.Interest;
import io.voteengine.live.LiveSubscription;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import io.voteengine.tck.testing.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts reach every subscriber on every node, and never go back. */
public abstract class LiveCountsContract extends LiveCase {
  private static final int VOTES = 400;
  private static final List<SubjectId> SUBJECTS =
      IntStream.range(0, 20).mapToObj(i -> SubjectId.of(POLL, "s" + i)).toList();

  protected LiveCountsContract(LiveContract suite) {
    super(suite);
  }

  @Test
  void snapshotShowsWhatWasCastBefore() {
    cast(one, "ada");
    Tally tally = cast(other, "bob", SUBJECT, Choice.DOWN);
    Watcher watcher = watcher();
    other.live().subscribe(Interest.subject(SUBJECT), watcher);
    awaitTally(watcher, SUBJECT, tally);
  }

  @Test
  void subjectWithoutVotesIsShownAsZero() {
    Watcher watcher = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), watcher);
    awaitCounts(watcher, SUBJECT, 0, 0);
  }

  @Test
  void voteAtOneNodeIsShownAtBoth() {
    Watcher here = watcher();
    Watcher there = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), here);
    other.live().subscribe(Interest.subject(SUBJECT), there);
    awaitCounts(there, SUBJECT, 0, 0);
    Tally tally = cast(one, "ada");
    awaitTally(here, SUBJECT, tally);
    awaitTally(there, SUBJECT, tally);
  }

  @Test
  void manyVotesAtBothNodesEndInOneCount() {
    List<Watcher> all = new ArrayList<>();
    for (VoteEngine engine : List.of(one, other)) {
      for (int i = 0; i < 5; i++) {
        Watcher watcher = watcher();
        engine.live().subscribe(Interest.subjects(SUBJECTS), watcher);
        all.add(watcher);
      }
    }
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> voteAtRandom(one, 1)),
            CompletableFuture.runAsync(() -> voteAtRandom(other, 2)))
        .join();
    one.page(SUBJECTS, null)
        .forEach(view -> all.forEach(watcher -> awaitTally(watcher, view.subject(), view.tally())));
  }

  private static void voteAtRandom(VoteEngine engine, int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < VOTES; i++) {
      SubjectId subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      Choice choice = Choice.values()[random.nextInt(Choice.values().length)];
      cast(engine, seed + "-" + random.nextInt(20), subject, choice);
    }
  }

  @Test
  void knownVersionIsNotSentAgain() {
    Tally known = cast(one, "ada");
    Watcher watcher = watcher();
    other.live().subscribe(Interest.subject(SUBJECT, known), watcher);
    SubjectId unknown = SubjectId.of(POLL, "unknown");
    Watcher asker = watcher();
    other.live().subscribe(List.of(Interest.subject(SUBJECT), Interest.subject(unknown)), asker);
    awaitCounts(asker, SUBJECT, 1, 0);
    awaitCounts(asker, unknown, 0, 0);
    assertThat(watcher.updates()).isZero();
    Tally next = cast(one, "bob");
    awaitTally(watcher, SUBJECT, next);
    assertThat(watcher.updates()).isOne();
  }

  @Test
  void versionOfTheFutureHidesWhatIsOlder() {
    Tally present = cast(one, "ada");
    Tally future = new Tally(present.up(), present.down(), present.epoch(), present.version() + 1);
    Watcher watcher = watcher();
    one.live().subscribe(Interest.subject(SUBJECT, future), watcher);
    cast(one, "bob");
    Tally third = cast(one, "cyd");
    awaitTally(watcher, SUBJECT, third);
    assertThat(watcher.updates()).isOne();
  }

  @Test
  void interestChangesInPlace() {
    SubjectId second = SubjectId.of(POLL, "2");
    Watcher watcher = watcher();
    LiveSubscription subscription = one.live().subscribe(Interest.subject(SUBJECT), watcher);
    awaitCounts(watcher, SUBJECT, 0, 0);
    cast(other, "ada", second, Choice.UP);
    subscription.track(List.of(Interest.subject(second)));
    awaitCounts(watcher, second, 1, 0);
    subscription.untrack(List.of(Interest.subject(SUBJECT)));
    cast(one, "bob", SUBJECT, Choice.UP);
    cast(one, "bob", second, Choice.UP);
    awaitCounts(watcher, second, 2, 0);
    assertThat(watcher.shows(SUBJECT, 0, 0)).isTrue();
    subscription.track(List.of(Interest.subject(SUBJECT)));
    awaitCounts(watcher, SUBJECT, 1, 0);
  }

  @Test
  void correctionIsReportedAtBothNodes() {
    Watcher here = watcher();
    Watcher there = watcher();
    one.live().subscribe(Interest.subject(SUBJECT), here);
    other.live().subscribe(Interest.subject(SUBJECT), there);
    cast(one, "ada");
    cast(one, "bob");
    awaitCounts(here, SUBJECT, 2, 0);
    awaitCounts(there, SUBJECT, 2, 0);
    one.administration().voidVotes(VoteSelection.ofSubject(SUBJECT).by(List.of(VoterId.of("bob"))));
    awaitCounts(here, SUBJECT, 1, 0);
    awaitCounts(there, SUBJECT, 1, 0);
    LiveUpdate reported = new LiveUpdate.Reconciled(SUBJECT, Cause.CHANGED_IN_LEDGER);
    Waiting.until(() -> here.events.contains(reported) && there.events.contains(reported));
  }

  @Test
  void oneObjectServesAllSubscribersOfATick() {
    Watcher watcher = watcher();
    List<Object> forms = new CopyOnWriteArrayList<>();
    Function<LiveUpdate, Object> encoder = update -> new Object();
    for (int i = 0; i < 50; i++) {
      one.live()
          .subscribe(
              Interest.subject(SUBJECT),
              new Watcher() {
                @Override
                public void onUpdates(List<SharedUpdate> all) {
                  all.forEach(
                      update -> {
                        if (((LiveUpdate.Counts) update.update()).tally().up() == 1) {
                          forms.add(update.encoded(encoder));
                        }
                      });
                }
              });
    }
    one.live().subscribe(Interest.subject(SUBJECT), watcher);
    awaitCounts(watcher, SUBJECT, 0, 0);
    cast(one, "ada");
    Waiting.until(() -> forms.size() == 50);
    // Two threads that ask at the same moment may both encode.
    assertThat(forms.stream().distinct().count()).isLessThan(10);
  }
}
