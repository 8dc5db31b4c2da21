package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.RequestId;
import io.voteengine.VoterId;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Loading what the ledger holds, without ever returning to older figures. */
public abstract class LoadContract extends StoreCase {
  private static final RequestId OLD = RequestId.named("old");
  private static final SubjectSnapshot SNAPSHOT = new SubjectSnapshot(ABSENT, 5, 3, 9, false);

  protected LoadContract(VoteStoreContract suite) {
    super(suite);
  }

  @Test
  void loadedSubjectShowsTheLedgersFigures() {
    load(SNAPSHOT);
    assertThat(read(null, ABSENT).views()).containsExactly(view(ABSENT, tally(5, 3, 9)));
    assertThat(journal()).isEmpty();
    assertThat(meta().seq()).isZero();
  }

  @Test
  void loadedSubjectIsNotLoadedOver() {
    accepted(Vote.of(ADA, A, UP));
    List<Object> before = visible();
    load(new SubjectSnapshot(A, 5, 3, 9, false));
    assertThat(visible()).isEqualTo(before);
    accepted(Vote.of(BOB, A, UP));
  }

  @Test
  void presentAndAbsentAreLoadedTogether() {
    accepted(Vote.of(ADA, A, UP));
    load(new SubjectSnapshot(A, 9, 9, 9, false), SNAPSHOT);
    assertThat(read(null, A, ABSENT).views())
        .containsExactly(view(A, tally(1, 0, 1)), view(ABSENT, tally(5, 3, 9)));
  }

  @Test
  void unknownVoterOfAnIncompleteSubjectMustBeLoaded() {
    load(SNAPSHOT);
    assertThat(cast(Vote.of(ADA, ABSENT, UP))).isEqualTo(notLoaded(Missing.VOTER));
    load(VoteSnapshot.none(ABSENT, ADA));
    assertThat(accepted(Vote.of(ADA, ABSENT, UP)).previous()).isEqualTo(NONE);
    assertThat(cast(Vote.of(BOB, ABSENT, UP))).isEqualTo(notLoaded(Missing.VOTER));
    load(new VoteSnapshot(ABSENT, BOB, UP, 40, OLD));
    assertThat(accepted(Vote.of(BOB, ABSENT, NONE)).tally()).isEqualTo(tally(5, 3, 11));
  }

  @Test
  void subjectMayBeLoadedWithAllItsVotes() {
    List<VoteSnapshot> votes =
        IntStream.range(0, 100)
            .mapToObj(i -> new VoteSnapshot(ABSENT, VoterId.of("v" + i), UP, 40 + i, OLD))
            .toList();
    load(new SubjectSnapshot(ABSENT, 100, 0, 100, true, votes));
    for (VoteSnapshot vote : votes) {
      assertThat(vote(ABSENT, vote.voter())).contains(vote);
    }
    assertThat(vote(ABSENT, ADA)).contains(VoteSnapshot.none(ABSENT, ADA));
    assertThat(read(ADA, ABSENT).votes()).isEmpty();
    assertThat(read(null, ABSENT).views()).containsExactly(view(ABSENT, tally(100, 0, 100)));
    assertThat(accepted(Vote.of(ADA, ABSENT, DOWN)).previous()).isEqualTo(NONE);
    assertThat(accepted(Vote.of(VoterId.of("v7"), ABSENT, DOWN)).tally())
        .isEqualTo(tally(99, 2, 102));
  }

  @Test
  void votesOfASubjectThatIsHeldAreNotLoadedWithIt() {
    accepted(Vote.of(ADA, A, UP));
    List<Object> before = visible();
    load(new SubjectSnapshot(A, 1, 1, 2, true, List.of(new VoteSnapshot(A, BOB, DOWN, 40, OLD))));
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void readTellsTheCounterOfEvictions() {
    assertThat(read(null, A).evictions()).isEqualTo(meta().evictions());
    unload(A);
    assertThat(read(ADA).evictions()).isEqualTo(meta().evictions());
  }

  @Test
  void knownVoterIsNotLoadedOver() {
    accepted(Vote.of(ADA, A, UP));
    List<Object> before = visible();
    load(new VoteSnapshot(A, ADA, DOWN, 40, OLD));
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void loadedVoteChangesNoCounts() {
    load(SNAPSHOT);
    load(new VoteSnapshot(ABSENT, ADA, UP, 40, OLD), VoteSnapshot.none(ABSENT, BOB));
    assertThat(read(null, ABSENT).views()).containsExactly(view(ABSENT, tally(5, 3, 9)));
    assertThat(vote(ABSENT, ADA)).contains(new VoteSnapshot(ABSENT, ADA, UP, 40, OLD));
    assertThat(vote(ABSENT, BOB)).contains(VoteSnapshot.none(ABSENT, BOB));
  }

  @Test
  void votesOfAnAbsentSubjectAreNotLoaded() {
    load(SNAPSHOT);
    unload(ABSENT);
    load(new SubjectSnapshot(B, 0, 0, 0, true));
    List<VoteSnapshot> votes =
        List.of(new VoteSnapshot(B, ADA, UP, 40, OLD), new VoteSnapshot(ABSENT, ADA, UP, 40, OLD));
    assertThat(await(store.loadVotes(term, meta().evictions(), votes))).isEqualTo(LoadReply.RETRY);
    assertThat(vote(B, ADA)).contains(VoteSnapshot.none(B, ADA));
  }

  @Test
  void loadsThatBeganBeforeAnUnloadMustReadAgain() {
    load(SNAPSHOT);
    long evictions = meta().evictions();
    unload(A);
    List<Object> before = visible();
    assertThat(await(store.loadSubjects(term, evictions, List.of(snapshot(0)))))
        .isEqualTo(LoadReply.RETRY);
    assertThat(
            await(
                store.loadVotes(
                    term, evictions, List.of(new VoteSnapshot(ABSENT, ADA, UP, 40, OLD)))))
        .isEqualTo(LoadReply.RETRY);
    assertThat(visible()).isEqualTo(before);
    load(snapshot(0));
  }

  @Test
  void loadThatBeganBeforeAnEvictionMustReadAgain() {
    long evictions = meta().evictions();
    assertThat(evict()).isEqualTo(2);
    assertThat(await(store.loadSubjects(term, evictions, List.of(snapshot(0)))))
        .isEqualTo(LoadReply.RETRY);
  }

  @Test
  void unloadOfAnAbsentSubjectMovesTheCounterToo() {
    long evictions = meta().evictions();
    unload(ABSENT);
    assertThat(meta().evictions()).isGreaterThan(evictions);
    assertThat(await(store.loadSubjects(term, evictions, List.of(SNAPSHOT))))
        .isEqualTo(LoadReply.RETRY);
    load(SNAPSHOT);
  }

  @Test
  void unloadedSubjectIsNotThere() {
    accepted(Vote.of(ADA, A, UP));
    unload(A);
    assertThat(cast(Vote.of(ADA, A, DOWN))).isEqualTo(notLoaded(Missing.SUBJECT));
    assertThat(cast(Vote.resent(9, Vote.of(ADA, A, DOWN)))).isEqualTo(notLoaded(Missing.SUBJECT));
    assertThat(read(ADA, A).draining()).containsExactly(A);
    assertThat(read(ADA, A).subjects()).isEmpty();
    assertThat(read(null, A, B).views()).containsExactly(view(B, tally(0, 0, 0)));
    assertThat(vote(A, ADA)).isEmpty();
    assertThat(top("posts", 10)).isEmpty();
    assertThat(journal()).hasSize(1);
  }

  @Test
  void unloadedSubjectWaitsForTheWatermark() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(BOB, A, UP));
    accepted(Vote.of(BOB, B, UP));
    unload(A);
    assertThat(await(store.applied(term, 1))).isTrue();
    assertThat(await(store.loadSubjects(term, meta().evictions(), List.of(snapshot(1), SNAPSHOT))))
        .isEqualTo(LoadReply.RETRY);
    assertThat(read(null, A, ABSENT).draining()).containsExactly(A);
    assertThat(read(null, A, ABSENT).subjects()).containsExactly(ABSENT);
    assertThat(await(store.applied(term, 2))).isTrue();
    assertThat(read(null, A, ABSENT).subjects()).containsExactlyInAnyOrder(A, ABSENT);
    load(snapshot(2), SNAPSHOT);
    assertThat(read(null, A).views()).containsExactly(view(A, tally(2, 0, 2)));
  }

  @Test
  void votesOfADrainingSubjectAreNotLoaded() {
    accepted(Vote.of(ADA, A, UP));
    unload(A);
    assertThat(
            await(
                store.loadVotes(
                    term, meta().evictions(), List.of(new VoteSnapshot(A, BOB, UP, 4, OLD)))))
        .isEqualTo(LoadReply.RETRY);
  }

  /**
   * Between a loader's two reads and its load, the ledger may commit and announce events that the
   * loader has not read.
   */
  @Test
  void figuresReadBeforeASubjectHasDrainedAreNotLoaded() {
    accepted(Vote.of(ADA, A, UP));
    unload(A);
    long evictions = meta().evictions();
    SubjectSnapshot stale = snapshot(0);
    applyAll();
    assertThat(await(store.loadSubjects(term, evictions, List.of(stale))))
        .isEqualTo(LoadReply.RETRY);
    load(snapshot(1));
    assertThat(read(null, A).views()).containsExactly(view(A, tally(1, 0, 1)));
  }

  @Test
  void watermarkThatEndsNoDrainingLeavesTheCounter() {
    accepted(Vote.of(ADA, A, UP));
    long evictions = meta().evictions();
    applyAll();
    assertThat(meta().evictions()).isEqualTo(evictions);
  }

  @Test
  void unloadingADrainingSubjectAgainLeavesItDraining() {
    accepted(Vote.of(ADA, A, UP));
    unload(A);
    unload(A);
    assertThat(await(store.loadSubjects(term, meta().evictions(), List.of(snapshot(0)))))
        .isEqualTo(LoadReply.RETRY);
    applyAll();
    load(snapshot(1));
  }

  @Test
  void voterIsUnknownAfterLoadingAfresh() {
    accepted(Vote.of(ADA, A, UP));
    unload(A);
    applyAll();
    load(snapshot(1));
    assertThat(cast(Vote.of(ADA, A, DOWN))).isEqualTo(notLoaded(Missing.VOTER));
  }

  @Test
  void onlySubjectsAtOrBelowTheWatermarkAreEvicted() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(ADA, B, UP));
    assertThat(evict()).isZero();
    long evictions = meta().evictions();
    assertThat(await(store.applied(term, 1))).isTrue();
    assertThat(evict()).isEqualTo(1);
    assertThat(meta().evictions()).isGreaterThan(evictions);
    assertThat(read(null, A, B).subjects()).containsExactly(A);
    assertThat(cast(Vote.of(ADA, A, DOWN))).isEqualTo(notLoaded(Missing.SUBJECT));
    assertThat(top("posts", 10)).containsExactly(view(B, tally(1, 0, 1)));
    load(snapshot(1));
  }

  @Test
  void evictionThatForgetsNothingLeavesTheCounter() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(ADA, B, UP));
    List<Object> before = visible();
    assertThat(evict()).isZero();
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void evictionLooksAtNoMoreThanItsLimit() {
    load(SNAPSHOT);
    assertThat(await(store.evict(term, Duration.ZERO, 2)).forgotten()).isBetween(1, 2);
    assertThat(read(null, A, B, ABSENT).views()).isNotEmpty();
  }

  @Test
  void subjectsInUseAreNotEvicted() {
    assertThat(await(store.evict(term, Duration.ofHours(1), 1000)).forgotten()).isZero();
    assertThat(read(null, A, B).subjects()).isEmpty();
  }

  @Test
  void evictedSubjectMayBeUnloaded() {
    evict();
    unload(A);
    loadNew(A);
  }

  /** The figures after the given number of up-votes. */
  private static SubjectSnapshot snapshot(long up) {
    return new SubjectSnapshot(A, up, 0, up, false);
  }
}
