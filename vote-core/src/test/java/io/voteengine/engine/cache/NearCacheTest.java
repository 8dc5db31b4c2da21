package io.voteengine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cache.ManualCache.Read;
import io.voteengine.engine.live.hint.IdHash;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which copies answer, and what makes a node read again. */
class NearCacheTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");
  private static final SubjectId SECOND = SubjectId.of("posts", "2");
  private static final ReadMode STALE = ReadMode.staleWhileRevalidate(Duration.ofSeconds(30));

  private final ManualCache site = new ManualCache();

  @Test
  void copyAnswersWithItsAgeAndIsNotExact() {
    site.store(SUBJECT, 3);
    SubjectView first = site.loaded(SUBJECT, null);
    assertThat(first.exact()).as("the answer to its own read").isTrue();
    assertThat(first.age()).isZero();

    site.move(Duration.ofSeconds(2));
    SubjectView copy = site.shown(SUBJECT, null);
    assertThat(copy.tally()).isEqualTo(first.tally());
    assertThat(copy.exact()).isFalse();
    assertThat(copy.age()).isEqualTo(Duration.ofSeconds(2));
    assertThat(site.reads).hasSize(1);
  }

  @Test
  void countsAreReadAgainAfterTheirTimeToLive() {
    site.loaded(SUBJECT, null);
    site.move(Duration.ofSeconds(5).minusNanos(1));
    assertThat(site.read(SUBJECT, null)).isDone();
    site.store(SUBJECT, 1);
    site.move(Duration.ofNanos(1));
    assertThat(site.loaded(SUBJECT, null).tally().up()).isEqualTo(1);
    assertThat(site.reads).hasSize(2);
  }

  @Test
  void ownChoicesLiveLongerThanCounts() {
    site.loaded(SUBJECT, ADA);
    site.move(Duration.ofSeconds(6));
    site.read(SUBJECT, ADA);
    assertThat(site.lastRead().voter).as("only the counts are read").isNull();
    site.move(Duration.ofSeconds(5));
    site.read(SUBJECT, ADA);
    assertThat(site.lastRead().voter).isEqualTo(ADA);
  }

  @Test
  void hintMakesTheNextReadAskAgain() {
    site.loaded(SUBJECT, ADA);
    site.store(SUBJECT, 7);
    site.cache.countsChanged(IdHash.of(SUBJECT));
    assertThat(site.loaded(SUBJECT, ADA).tally().up()).isEqualTo(7);

    site.choices.put(new VoteKey(SUBJECT, ADA), Choice.DOWN);
    site.cache.choiceChanged(IdHash.of(ADA), IdHash.of(SUBJECT));
    assertThat(site.loaded(SUBJECT, ADA).choice()).isEqualTo(Choice.DOWN);

    site.choices.put(new VoteKey(SUBJECT, ADA), Choice.NONE);
    site.cache.corrected(IdHash.of(SUBJECT));
    assertThat(site.loaded(SUBJECT, ADA).choice()).isEqualTo(Choice.NONE);

    site.cache.everythingChanged();
    assertThat(site.read(SUBJECT, ADA)).isNotDone();
  }

  /** The store was read before the change, and the hint came before the answer. */
  @Test
  void hintDuringALoadIsNotForgotten() {
    CompletableFuture<SubjectView> early = site.read(SUBJECT, null);
    List<SubjectView> before = site.lastRead().views(true);
    site.store(SUBJECT, 1);
    site.cache.countsChanged(IdHash.of(SUBJECT));

    CompletableFuture<SubjectView> late = site.read(SUBJECT, null);
    assertThat(site.reads).as("a later reader does not ride on the older load").hasSize(2);
    site.reads.get(1).answer();
    site.reads.get(0).answer(before);
    assertThat(early).isDone();
    assertThat(late.join().tally().up()).isEqualTo(1);
    assertThat(site.shown(SUBJECT, null).tally().up()).isEqualTo(1);
  }

  /** The older load was sent later than the newer one, so its answer is newer. */
  @Test
  void olderAnswerOfANewerLoadHidesNothingThatWasShown() {
    CompletableFuture<SubjectView> early = site.read(SUBJECT, ADA);
    site.cache.countsChanged(IdHash.of(SUBJECT));
    CompletableFuture<SubjectView> late = site.read(SUBJECT, ADA);
    assertThat(site.reads).hasSize(2);
    List<SubjectView> before = site.reads.get(1).views(true);
    site.store(SUBJECT, 1);
    site.choices.put(new VoteKey(SUBJECT, ADA), Choice.UP);
    site.reads.get(0).answer();
    assertThat(early.join().choice()).isEqualTo(Choice.UP);
    CompletableFuture<SubjectView> riding = site.read(SUBJECT, ADA);
    site.reads.get(1).answer(before);
    for (SubjectView view : List.of(late.join(), riding.join(), site.shown(SUBJECT, ADA))) {
      assertThat(view.tally()).isEqualTo(early.join().tally());
      assertThat(view.choice()).isEqualTo(Choice.UP);
      assertThat(view.exact()).isFalse();
    }
  }

  /** An exact read is shown while an older one is under way that will become a copy. */
  @Test
  void loadUnderWayHidesNothingThatAnExactReadHasShown() {
    CompletableFuture<SubjectView> loading = site.read(SUBJECT, ADA);
    List<SubjectView> before = site.lastRead().views(true);
    site.store(SUBJECT, 1);
    site.choices.put(new VoteKey(SUBJECT, ADA), Choice.UP);
    SubjectView shown = site.exactly(SUBJECT, ADA);
    CompletableFuture<SubjectView> riding = site.read(SUBJECT, ADA);
    site.reads.get(0).answer(before);
    for (SubjectView view : List.of(loading.join(), riding.join(), site.shown(SUBJECT, ADA))) {
      assertThat(view.tally()).isEqualTo(shown.tally());
      assertThat(view.choice()).isEqualTo(Choice.UP);
      assertThat(view.exact()).isFalse();
    }
  }

  /**
   * The store is not reached, say: the ledger's counts may lack votes, and are newer all the same.
   */
  @Test
  void inexactAnswerRaisesTheCopyAndMakesItNoYounger() {
    site.loaded(SUBJECT, null);
    site.move(Duration.ofSeconds(3));
    Tally newer = site.store(SUBJECT, 1);
    CompletableFuture<List<SubjectView>> answer = new CompletableFuture<>();
    site.cache.renewing(List.of(SUBJECT), null, (subjects, voter) -> answer);
    answer.complete(List.of(new SubjectView(SUBJECT, newer, Choice.NONE, false)));
    assertThat(site.shown(SUBJECT, null).tally()).isEqualTo(newer);
    assertThat(site.shown(SUBJECT, null).age()).isEqualTo(Duration.ofSeconds(3));
  }

  /** SQL by hand changed counts without a version, or made them older. */
  @ParameterizedTest
  @ValueSource(longs = {8, 7})
  void whatWasReadBeforeARefreshDoesNotComeBack(long version) {
    site.tallies.put(SUBJECT, new Tally(9, 0, 1, 8));
    CompletableFuture<SubjectView> early = site.read(SUBJECT, ADA);
    List<SubjectView> before = site.lastRead().views(true);
    site.tallies.put(SUBJECT, new Tally(5, 0, 1, version));
    site.cache.refresh("posts", SUBJECT);
    CompletableFuture<SubjectView> late = site.read(SUBJECT, ADA);
    site.reads.get(0).answer(before);
    assertThat(early).isDone();
    site.reads.get(1).answer();
    assertThat(late.join().tally().up()).isEqualTo(5);
    assertThat(site.shown(SUBJECT, ADA).tally().up()).isEqualTo(5);
  }

  @Test
  void answerFromBeforeAHintIsNotKeptAsFresh() {
    site.read(SUBJECT, null);
    List<SubjectView> before = site.lastRead().views(true);
    site.store(SUBJECT, 1);
    site.cache.countsChanged(IdHash.of(SUBJECT));
    site.lastRead().answer(before);
    assertThat(site.loaded(SUBJECT, null).tally().up()).isEqualTo(1);
  }

  @Test
  void manyReadersShareOneLoad() {
    List<CompletableFuture<SubjectView>> views =
        IntStream.range(0, 100).mapToObj(i -> site.read(SUBJECT, null)).toList();
    assertThat(site.reads).hasSize(1);
    site.move(Duration.ofMillis(30));
    site.lastRead().answer();
    assertThat(views).allMatch(CompletableFuture::isDone);
    assertThat(views.stream().filter(view -> view.join().exact())).hasSize(1);
    assertThat(views.get(1).join().age()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void votersWithKnownChoicesShareTheLoadOfCounts() {
    site.loaded(SUBJECT, ADA);
    site.loaded(SUBJECT, BOB);
    site.cache.countsChanged(IdHash.of(SUBJECT));
    int before = site.reads.size();
    CompletableFuture<SubjectView> ada = site.read(SUBJECT, ADA);
    CompletableFuture<SubjectView> bob = site.read(SUBJECT, BOB);
    assertThat(site.reads).hasSize(before + 1);
    site.lastRead().answer();
    assertThat(ada.join().choice()).isEqualTo(Choice.NONE);
    assertThat(bob).isDone();
  }

  @Test
  void pageLoadsOnlyWhatIsMissingInOneRead() {
    SubjectId third = SubjectId.of("posts", "3");
    site.loaded(SUBJECT, ADA);
    CompletableFuture<List<SubjectView>> page =
        site.cache.read(List.of(SUBJECT, SECOND, third, SECOND), ADA, ReadMode.cacheFirst());
    Read read = site.lastRead();
    assertThat(site.reads).hasSize(2);
    assertThat(read.subjects).containsExactlyInAnyOrder(SECOND, third);
    read.answer();
    assertThat(page.join())
        .extracting(SubjectView::subject)
        .containsExactly(SUBJECT, SECOND, third, SECOND);
    assertThat(page.join()).extracting(SubjectView::exact).containsExactly(false, true, true, true);
  }

  @Test
  void failedLoadIsNotKept() {
    CompletableFuture<SubjectView> view = site.read(SUBJECT, null);
    site.lastRead().fail(new VoteStoreException("The store is away.", null));
    assertThatThrownBy(view::join).hasCauseInstanceOf(VoteStoreException.class);
    assertThat(site.loaded(SUBJECT, null).exact()).isTrue();
  }

  /** The reader whose load it was may have had less time. */
  @Test
  void riderOfAFailedLoadAsksOnceItself() {
    site.timeout = Duration.ofMinutes(1);
    CompletableFuture<SubjectView> owner = site.read(SUBJECT, null);
    site.timeout = Duration.ofMinutes(2);
    CompletableFuture<SubjectView> rider = site.read(SUBJECT, null);
    site.lastRead().fail(new VoteStoreException("Too late.", null));
    assertThat(owner).isCompletedExceptionally();
    assertThat(rider).isNotDone();
    assertThat(site.reads).hasSize(2);
    assertThat(site.lastRead().deadline.remainingNanos())
        .isGreaterThan(Duration.ofSeconds(90).toNanos());
    site.lastRead().fail(new VoteStoreException("Too late.", null));
    assertThat(rider).isCompletedExceptionally();
    assertThat(site.reads).hasSize(2);
  }

  @Test
  void staleCopyAnswersAtOnceAndIsReadAgain() {
    site.loaded(SUBJECT, null);
    site.store(SUBJECT, 4);
    site.cache.countsChanged(IdHash.of(SUBJECT));
    site.move(Duration.ofSeconds(20));

    assertThat(site.shown(SUBJECT, null, STALE).tally().up()).isZero();
    assertThat(site.shown(SUBJECT, null, STALE).age()).isEqualTo(Duration.ofSeconds(20));
    assertThat(site.reads).as("one read in the background").hasSize(2);
    site.lastRead().answer();
    assertThat(site.shown(SUBJECT, null, STALE).tally().up()).isEqualTo(4);
    assertThat(site.reads).hasSize(2);
  }

  @Test
  void copyOlderThanTheReaderWantsDoesNotAnswer() {
    site.loaded(SUBJECT, null);
    site.move(Duration.ofSeconds(2));
    ReadMode young = ReadMode.staleWhileRevalidate(Duration.ofSeconds(1));
    assertThat(site.read(SUBJECT, null, young)).isNotDone();
  }

  @Test
  void failedReadInTheBackgroundIsMadeAgain() {
    site.loaded(SUBJECT, null);
    site.move(Duration.ofSeconds(6));
    assertThat(site.read(SUBJECT, null, STALE)).isDone();
    site.lastRead().fail(new VoteStoreException("The store is away.", null));
    assertThat(site.read(SUBJECT, null, STALE)).isDone();
    assertThat(site.reads).hasSize(3);
  }

  @Test
  void closingEngineLeavesNoLoadBehind() {
    site.loaded(SUBJECT, null);
    site.move(Duration.ofSeconds(6));
    site.closed = true;
    assertThat(site.read(SUBJECT, null, STALE)).isDone();
    assertThat(site.read(SUBJECT, null)).as("its own load").isNotDone();
    assertThat(site.reads).hasSize(2);
  }

  @Test
  void refreshDropsCopiesForEveryMode() {
    for (boolean wholePoll : List.of(true, false)) {
      site.loaded(SUBJECT, ADA);
      CompletableFuture<SubjectView> loading = site.read(SECOND, null);
      Read read = site.lastRead();
      site.cache.refresh("posts", wholePoll ? null : SUBJECT);
      assertThat(site.read(SUBJECT, null, STALE)).isNotDone();
      site.lastRead().answer();
      read.answer();
      assertThat(loading).isDone();
      assertThat(site.read(SECOND, null, STALE).isDone())
          .as("a load that had begun before the poll was refreshed")
          .isEqualTo(!wholePoll);
      site.lastRead().answer();
    }
  }

  @Test
  void numberOfCopiesIsBounded() {
    ManualCache small = new ManualCache(NearCacheOptions.defaults().size(10));
    for (int i = 0; i < 1_000; i++) {
      small.loaded(SubjectId.of("posts", "s" + i), VoterId.of("v" + i));
      small.vote(VoterId.of("w" + i), SubjectId.of("posts", "t" + i), 1);
    }
    assertThat(
            small.cache.meters().stream()
                .filter(meter -> meter.id().name().equals("voteengine.cache.size"))
                .map(io.voteengine.metrics.GaugeMeter.class::cast)
                .mapToDouble(io.voteengine.metrics.GaugeMeter::value))
        .allMatch(size -> size <= 10);
  }

  @Test
  void figuresCountHitsAndMisses() {
    site.loaded(SUBJECT, null);
    site.shown(SUBJECT, null);
    site.move(Duration.ofSeconds(6));
    site.shown(SUBJECT, null, STALE);
    assertThat(site.cache.answered()).isEqualTo(2);
    assertThat(site.cache.reads()).isEqualTo(3);
  }
}
