package io.voteengine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.read.Leaderboard;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.ranking.RankingFormulas;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Copies of rankings. */
class CachedRankingsTest {
  private static final SubjectId FIRST = SubjectId.of("posts", "1");
  private static final SubjectId SECOND = SubjectId.of("posts", "2");
  private static final int READERS = 20;

  private final ManualCache site = new ManualCache();
  private final AtomicInteger reads = new AtomicInteger();

  private List<SubjectView> source(String poll, int limit) {
    reads.incrementAndGet();
    return List.of(
        new SubjectView(FIRST, new Tally(5, 0, 1, 5), Choice.NONE, true),
        new SubjectView(SECOND, new Tally(4, 0, 1, 4), Choice.NONE, true));
  }

  private List<SubjectView> top(ReadMode mode) {
    return site.cache.top("posts", 10, mode, this::source, Leaderboard.HIGHEST_FIRST);
  }

  @Test
  void rankingIsReadAgainAfterItsTimeToLive() {
    assertThat(top(ReadMode.cacheFirst())).allMatch(SubjectView::exact);
    site.move(Duration.ofSeconds(9));
    assertThat(top(ReadMode.cacheFirst()))
        .noneMatch(SubjectView::exact)
        .allMatch(view -> view.age().equals(Duration.ofSeconds(9)));
    assertThat(reads).hasValue(1);
    site.move(Duration.ofSeconds(1));
    top(ReadMode.cacheFirst());
    assertThat(reads).hasValue(2);
  }

  @Test
  void exactReadRenewsTheCopyAndBypassDoesNot() {
    top(ReadMode.cacheFirst());
    site.move(Duration.ofSeconds(6));
    assertThat(top(ReadMode.bypass())).allMatch(SubjectView::exact);
    assertThat(top(ReadMode.cacheFirst()).get(0).age()).isEqualTo(Duration.ofSeconds(6));
    top(ReadMode.exact());
    assertThat(top(ReadMode.cacheFirst()).get(0).age()).isZero();
    assertThat(reads).hasValue(3);
  }

  @Test
  void votesOfThisNodeShowInTheCopy() {
    top(ReadMode.cacheFirst());
    site.cache.cast(VoterId.of("ada"), SECOND, Choice.UP, new Tally(6, 0, 1, 6));
    assertThat(top(ReadMode.cacheFirst()))
        .extracting(SubjectView::subject)
        .containsExactly(SECOND, FIRST);
    site.cache.cast(VoterId.of("ada"), FIRST, Choice.NONE, new Tally(0, 0, 1, 9));
    assertThat(top(ReadMode.cacheFirst()))
        .extracting(view -> view.tally().up())
        .containsExactly(6L);
    assertThat(reads).hasValue(1);
  }

  private List<RankedSubject> ranked(Ranking ranking, ReadMode mode) {
    return site.cache
        .ranked(
            "posts",
            ranking,
            10,
            mode,
            () -> {
              reads.incrementAndGet();
              return List.of(
                  new RankedSubject(FIRST, new Tally(5, 0, 1, 5), 2.5),
                  new RankedSubject(SECOND, new Tally(4, 0, 1, 4), 2.25));
            })
        .subjects();
  }

  @Test
  void rowIsNeverOlderThanTheNodesCounts() {
    Tally newer = new Tally(9, 3, 1, 12);
    site.cache.cast(VoterId.of("ada"), SECOND, Choice.UP, newer);
    site.cache.cast(VoterId.of("ada"), FIRST, Choice.UP, new Tally(9, 0, 1, 3)); // older
    for (ReadMode mode : List.of(ReadMode.cacheFirst(), ReadMode.cacheFirst())) {
      for (Ranking ranking : Ranking.values()) {
        assertThat(ranked(ranking, mode))
            .extracting(RankedSubject::subject, RankedSubject::tally)
            .as("%s", ranking)
            .contains(tuple(FIRST, new Tally(5, 0, 1, 5)), tuple(SECOND, newer));
      }
    }
    assertThat(reads).as("the ranking that was just read may be older too").hasValue(4);
    assertThat(ranked(Ranking.SCORE, ReadMode.exact()))
        .as("the ledger's records")
        .extracting(RankedSubject::tally)
        .containsExactly(new Tally(5, 0, 1, 5), new Tally(4, 0, 1, 4));
  }

  @Test
  void rankingOfCountsAloneIsOrderedByTheNewerCounts() {
    Tally newer = new Tally(9, 3, 1, 12);
    site.cache.cast(VoterId.of("ada"), SECOND, Choice.UP, newer);
    assertThat(ranked(Ranking.SCORE, ReadMode.cacheFirst()))
        .extracting(RankedSubject::subject, RankedSubject::value)
        .containsExactly(tuple(SECOND, 6.0), tuple(FIRST, 2.5));
    assertThat(ranked(Ranking.CONTROVERSY, ReadMode.cacheFirst()))
        .extracting(RankedSubject::subject, RankedSubject::value)
        .containsExactly(tuple(FIRST, 2.5), tuple(SECOND, RankingFormulas.controversy(newer)));
    assertThat(ranked(Ranking.WILSON, ReadMode.cacheFirst()))
        .extracting(RankedSubject::subject, RankedSubject::value)
        .containsExactly(tuple(FIRST, 2.5), tuple(SECOND, RankingFormulas.wilson(newer)));
  }

  @Test
  void rankingByTimeKeepsItsOrder() {
    site.cache.cast(VoterId.of("ada"), SECOND, Choice.UP, new Tally(900, 0, 1, 900));
    assertThat(ranked(Ranking.HOT, ReadMode.cacheFirst()))
        .extracting(RankedSubject::subject, RankedSubject::value)
        .containsExactly(tuple(FIRST, 2.5), tuple(SECOND, 2.25));
  }

  @Test
  void subjectWithoutVotesLeavesTheRanking() {
    site.cache.cast(VoterId.of("ada"), FIRST, Choice.NONE, new Tally(0, 0, 1, 9));
    for (Ranking ranking : Ranking.values()) {
      assertThat(ranked(ranking, ReadMode.cacheFirst()))
          .extracting(RankedSubject::subject)
          .containsExactly(SECOND);
    }
  }

  @Test
  void droppedCountsAreNotPutIntoRankings() {
    site.cache.cast(VoterId.of("ada"), FIRST, Choice.UP, new Tally(900, 0, 1, 900));
    site.cache.refresh("posts", null);
    assertThat(ranked(Ranking.SCORE, ReadMode.cacheFirst()).get(0).tally().up()).isEqualTo(5);
  }

  @Test
  void refreshedSubjectOrPollIsReadAgain() {
    top(ReadMode.cacheFirst());
    site.cache.refresh("posts", FIRST);
    top(ReadMode.cacheFirst());
    site.cache.refresh("posts", null);
    top(ReadMode.cacheFirst());
    assertThat(reads).hasValue(3);
  }

  @Test
  void staleRankingAnswersAndIsReadInTheBackground() {
    top(ReadMode.cacheFirst());
    site.move(Duration.ofSeconds(20));
    ReadMode stale = ReadMode.staleWhileRevalidate(Duration.ofSeconds(30));
    top(stale);
    assertThat(top(stale).get(0).age()).isEqualTo(Duration.ofSeconds(20));
    assertThat(site.blocking).hasSize(1);
    site.blocking.get(0).run();
    assertThat(top(stale).get(0).age()).isZero();
    assertThat(reads).hasValue(2);
  }

  @Test
  void failureIsNotKept() {
    assertThatThrownBy(
            () ->
                site.cache.top(
                    "posts",
                    10,
                    ReadMode.cacheFirst(),
                    (poll, limit) -> {
                      throw new VoteLedgerException("The ledger is away.", null);
                    },
                    Leaderboard.HIGHEST_FIRST))
        .isInstanceOf(VoteLedgerException.class);
    assertThat(top(ReadMode.cacheFirst())).hasSize(2);
  }

  @Test
  void readersAtOnceShareOneRead() {
    CountDownLatch answer = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<CompletableFuture<List<SubjectView>>> tops = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        tops.add(
            CompletableFuture.supplyAsync(
                () ->
                    site.cache.top(
                        "posts",
                        10,
                        ReadMode.cacheFirst(),
                        (poll, limit) -> {
                          Waiting.await(answer);
                          return source(poll, limit);
                        },
                        Leaderboard.HIGHEST_FIRST),
                readers));
      }
      Waiting.until(() -> site.cache.reads() == READERS);
      answer.countDown();
      tops.forEach(top -> assertThat(Waiting.await(top)).hasSize(2));
      assertThat(reads).hasValue(1);
    } finally {
      readers.shutdownNow();
    }
  }
}
