package io.voteengine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.read.Leaderboard;
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
