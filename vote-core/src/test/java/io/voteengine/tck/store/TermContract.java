package io.voteengine.tck.store;

import static io.voteengine.Choice.DOWN;
import static io.voteengine.Choice.NONE;
import static io.voteengine.Choice.UP;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static io.voteengine.tck.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.CastReply.Accepted;
import io.voteengine.spi.CastReply.Missing;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.LoadReply;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.PartitionState.Meta;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreContract;
import io.voteengine.tck.testing.SomeLedger;
import io.voteengine.tck.testing.Vote;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No step has an effect outside its term; and how a partition enters a new term. */
public abstract class TermContract extends StoreCase {
  protected TermContract(VoteStoreContract suite) {
    super(suite);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 2})
  void everyStepRefusesAnotherEpoch(long away) {
    assertEveryStepRefuses(new Term(0, term.epoch() + away, term.identity()));
  }

  @Test
  void everyStepRefusesAnotherServer() {
    assertEveryStepRefuses(new Term(0, term.epoch(), "another"));
  }

  @Test
  void everyStepRefusesTheTermThatNeverServed() {
    assertEveryStepRefuses(new Term(0, 0, null));
  }

  @Test
  void everyStepRefusesWhileFrozen() {
    seedVotes();
    List<JournalEvent> journal = journal();
    await(store.freeze(0, "token"));
    PartitionState before = state();
    assertRefused(term);
    assertThat(state()).isEqualTo(before);
    assertThat(journal()).isEqualTo(journal);
  }

  @Test
  void everyStepRefusesTheTermBefore() {
    Term old = term;
    term = startEpoch(2);
    load(POSTS);
    loadNew(A, B);
    assertEveryStepRefuses(old);
  }

  /**
   * A store that lost its newest events shows an older choice. If the voter casts that same choice
   * again, it stands, even if an engine later sends the lost vote again.
   */
  @Test
  void choiceThatIsRepeatedInANewEpochIsNewerThanWhatIsSentAgain() {
    CastCommand first = Vote.of(ADA, A, UP);
    long castAt = accepted(first).castAt();
    CastCommand lost = Vote.of(ADA, A, DOWN);
    long lostAt = accepted(lost).castAt();
    term = startEpoch(2);
    load(POSTS);
    load(new SubjectSnapshot(A, 1, 0, 1, false));
    load(new VoteSnapshot(A, ADA, UP, castAt, first.requestId()));
    Accepted repeated = accepted(Vote.of(ADA, A, UP));
    assertThat(repeated.previous()).isEqualTo(UP);
    assertThat(repeated.castAt()).isGreaterThan(lostAt);
    assertThat(cast(Vote.resent(lostAt, lost))).isInstanceOf(CastReply.Superseded.class);
    assertThat(read(ADA, A).views().get(0).tally()).isEqualTo(tally(1, 0, 3));
  }

  /** The same if the lost vote was the voter's first and is retracted. */
  @Test
  void voteRetractedInANewEpochStaysRetractedWhenResent() {
    CastCommand lost = Vote.of(ADA, A, UP);
    long lostAt = accepted(lost).castAt();
    term = startEpoch(2);
    load(POSTS);
    loadNew(A);
    accepted(Vote.of(ADA, A, NONE));
    assertThat(cast(Vote.resent(lostAt, lost))).isInstanceOf(CastReply.Superseded.class);
  }

  @Test
  void freezeKeepsWhatThereIs() {
    seedVotes();
    Meta before = meta();
    List<JournalEvent> journal = journal();
    PartitionState frozen = await(store.freeze(0, "token"));
    assertThat(frozen)
        .isEqualTo(
            new PartitionState(
                Objects.requireNonNull(term.identity()),
                new Meta(
                    before.epoch(),
                    before.seq(),
                    before.chain(),
                    before.applied(),
                    before.evictions(),
                    "token")));
    assertThat(state()).isEqualTo(frozen);
    assertThat(await(store.journal(0, 100)).events()).isEqualTo(journal);
  }

  @Test
  void resetBeginsAnEmptyEpoch() {
    seedVotes();
    unload(ABSENT);
    unload(ABSENT);
    load(new SubjectSnapshot(ABSENT, 1, 1, 2, false));
    long evictions = meta().evictions();
    term = startEpoch(5);
    Meta meta = meta();
    assertThat(meta).isEqualTo(new Meta(5, 0, JournalEvent.CHAIN_START, 0, meta.evictions(), null));
    assertThat(meta.evictions()).isGreaterThanOrEqualTo(evictions);
    assertThat(journal()).isEmpty();
    assertThat(top("posts", 10)).isEmpty();
    assertThat(read(ADA, A, B, ABSENT).subjects()).containsExactlyInAnyOrder(A, B, ABSENT);
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(notLoaded(Missing.POLL));
    load(POSTS);
    assertThat(cast(Vote.of(ADA, A, UP))).isEqualTo(notLoaded(Missing.SUBJECT));
  }

  @Test
  void numbersAndChainBeginAgainInANewEpoch() {
    seedVotes();
    term = startEpoch(2);
    load(POSTS);
    load(new SubjectSnapshot(A, 1, 0, 7, true));
    CastReply.Accepted reply = accepted(Vote.of(BOB, A, UP));
    assertThat(reply.seq()).isEqualTo(1);
    assertThat(reply.tally()).isEqualTo(tally(2, 0, 8));
    assertThat(lastVote().epoch()).isEqualTo(2);
    assertThat(lastVote().chain()).isEqualTo(lastVote().chainAfter(JournalEvent.CHAIN_START));
  }

  @Test
  void timesRiseAcrossEpochs() {
    long before = accepted(Vote.of(ADA, A, UP)).castAt();
    term = startEpoch(2);
    load(POSTS);
    loadNew(B);
    assertThat(accepted(Vote.of(ADA, B, UP)).castAt()).isGreaterThan(before);
  }

  @Test
  void drainingEndsWithItsEpoch() {
    seedVotes();
    unload(A);
    term = startEpoch(2);
    load(new SubjectSnapshot(A, 4, 0, 4, false));
  }

  @Test
  void resetNeedsTheLastToken() {
    String identity = await(store.freeze(0, "first")).identity();
    assertThat(meta().frozen()).isEqualTo("first");
    await(store.freeze(0, "second"));
    assertThat(meta().frozen()).isEqualTo("second");
    PartitionState before = state();
    assertThat(await(store.reset(new Term(0, 2, identity), "first"))).isFalse();
    assertThat(state()).isEqualTo(before);
    assertThat(await(store.reset(new Term(0, 2, identity), "second"))).isTrue();
    assertThat(meta().epoch()).isEqualTo(2);
  }

  @Test
  void resetNeedsTheServerThatWasFrozen() {
    await(store.freeze(0, "token"));
    PartitionState before = state();
    assertThat(await(store.reset(new Term(0, 2, "another"), "token"))).isFalse();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void resetNeedsAFrozenPartition() {
    seedVotes();
    List<Object> before = visible();
    assertThat(await(store.reset(new Term(0, 2, term.identity()), "token"))).isFalse();
    assertThat(visible()).isEqualTo(before);
    startEpoch(2);
    PartitionState after = state();
    assertThat(await(store.reset(new Term(0, 3, term.identity()), "start"))).isFalse();
    assertThat(state()).isEqualTo(after);
  }

  @Test
  void openingAgainKeepsEverything() {
    seedVotes();
    List<Object> before = visible();
    store.open(1, SomeLedger.ID);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() {
    List<Object> before = visible();
    assertThatThrownBy(() -> store.open(2, SomeLedger.ID))
        .isInstanceOf(VoteConfigurationException.class);
    assertThat(visible()).isEqualTo(before);
  }

  @Test
  void closingTwiceDoesNothing() {
    store.close();
    store.close();
  }

  private void seedVotes() {
    accepted(Vote.of(ADA, A, UP));
    accepted(Vote.of(BOB, B, UP));
    assertThat(await(store.applied(term, 1))).isTrue();
  }

  private void assertEveryStepRefuses(Term wrong) {
    seedVotes();
    List<Object> before = visible();
    assertRefused(wrong);
    assertThat(visible()).isEqualTo(before);
  }

  private void assertRefused(Term wrong) {
    Deadline deadline = Deadline.in(AMPLE);
    long evictions = meta().evictions();
    assertThat(await(store.cast(wrong, Vote.of(BOB, A, UP), deadline)))
        .isEqualTo(CastReply.Refused.WRONG_EPOCH);
    assertThat(await(store.cast(wrong, Vote.resent(9, Vote.of(BOB, A, UP)), deadline)))
        .isEqualTo(CastReply.Refused.WRONG_EPOCH);
    assertThat(await(store.read(wrong, List.of(A), ADA))).isEqualTo(ReadReply.Refused.WRONG_EPOCH);
    assertThat(await(store.top(wrong, "posts", 10))).isEmpty();
    assertThat(await(store.vote(wrong, A, ADA))).isEmpty();
    assertThat(await(store.loadPoll(wrong, new PollSnapshot(POSTS, PollSnapshot.State.SEALED))))
        .isEqualTo(LoadReply.WRONG_EPOCH);
    assertThat(
            await(
                store.loadSubjects(
                    wrong, evictions, List.of(new SubjectSnapshot(ABSENT, 1, 1, 2, true)))))
        .isEqualTo(LoadReply.WRONG_EPOCH);
    assertThat(await(store.loadVotes(wrong, evictions, List.of(VoteSnapshot.none(A, BOB)))))
        .isEqualTo(LoadReply.WRONG_EPOCH);
    assertThat(await(store.unload(wrong, List.of(B)))).isFalse();
    assertThat(await(store.evict(wrong, Duration.ZERO, 100)).forgotten()).isZero();
    assertThat(await(store.closePoll(wrong, "posts"))).isFalse();
    assertThat(await(store.applied(wrong, 2))).isFalse();
  }
}
