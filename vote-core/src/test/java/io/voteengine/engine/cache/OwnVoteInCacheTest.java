package io.voteengine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.engine.cache.ManualCache.Read;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** No copy hides what a voter has just done through this node. */
class OwnVoteInCacheTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId SUBJECT = SubjectId.of("posts", "1");

  private final ManualCache site = new ManualCache();

  private static void assertShows(SubjectView view, Tally receipt) {
    assertThat(receipt.isNewerThan(view.tally())).as("%s after %s", view, receipt).isFalse();
    assertThat(view.choice()).isEqualTo(Choice.UP);
  }

  @Test
  void copyHasTheVoteAndIsNotYounger() {
    site.loaded(SUBJECT, ADA);
    site.move(Duration.ofSeconds(3));
    Tally receipt = site.vote(ADA, SUBJECT, 1);
    SubjectView view = site.shown(SUBJECT, ADA);
    assertShows(view, receipt);
    assertThat(view.age()).isEqualTo(Duration.ofSeconds(3));
    assertThat(site.reads).hasSize(1);
  }

  /** The answer to a vote says nothing about hints that came while it was on its way. */
  @Test
  void voteAloneMakesNoCopyThatAnswers() {
    site.vote(ADA, SUBJECT, 1);
    assertThat(site.read(SUBJECT, ADA)).isNotDone();
    ReadMode anyAge = ReadMode.staleWhileRevalidate(Duration.ofDays(1));
    assertThat(site.read(SUBJECT, ADA, anyAge)).isNotDone();
  }

  @Test
  void loadFromBeforeTheVoteDoesNotHideIt() {
    CompletableFuture<SubjectView> before = site.read(SUBJECT, ADA);
    Read read = site.lastRead();
    List<SubjectView> old = read.views(true);
    Tally receipt = site.vote(ADA, SUBJECT, 1);
    CompletableFuture<SubjectView> after = site.read(SUBJECT, ADA);
    read.answer(old);
    assertThat(before).isDone();
    assertShows(after.join(), receipt);
    assertThat(after.join().exact()).isFalse();
    assertShows(site.shown(SUBJECT, ADA), receipt);
  }

  /** With one place for copies, those of the vote leave before the load is answered. */
  @Test
  void voteSurvivesTheEvictionOfItsCopies() {
    ManualCache tiny = new ManualCache(NearCacheOptions.defaults().size(1));
    for (int i = 0; i < 200; i++) {
      SubjectId subject = SubjectId.of("posts", "s" + i);
      tiny.read(subject, ADA);
      Read read = tiny.lastRead();
      List<SubjectView> old = read.views(true);
      Tally receipt = tiny.vote(ADA, subject, 1);
      for (int other = 0; other < 5; other++) {
        tiny.vote(VoterId.of("v" + other), SubjectId.of("posts", i + "-" + other), 1);
      }
      CompletableFuture<SubjectView> riding = tiny.read(subject, ADA);
      read.answer(old);
      assertShows(riding.join(), receipt);
      assertShows(tiny.loaded(subject, ADA), receipt);
    }
  }

  @Test
  void exactReadFromBeforeTheVoteDoesNotHideIt() {
    ManualCache tiny = new ManualCache(NearCacheOptions.defaults().size(1));
    for (int i = 0; i < 200; i++) {
      SubjectId subject = SubjectId.of("posts", "s" + i);
      CompletableFuture<List<SubjectView>> answer = new CompletableFuture<>();
      tiny.loaded(subject, ADA);
      CompletableFuture<List<SubjectView>> page =
          tiny.cache.renewing(List.of(subject), ADA, (subjects, voter) -> answer);
      assertThat(page).isNotDone();
      Tally receipt = tiny.vote(ADA, subject, 1);
      for (int other = 0; other < 5; other++) {
        tiny.vote(VoterId.of("v" + other), SubjectId.of("posts", i + "-" + other), 1);
      }
      answer.complete(List.of(new SubjectView(subject, new Tally(0, 0, 1, 0), Choice.NONE, true)));
      assertShows(tiny.loaded(subject, ADA), receipt);
    }
  }

  @Test
  void exactReadRenewsCopies() {
    site.loaded(SUBJECT, ADA);
    site.move(Duration.ofSeconds(4));
    Tally newest = site.store(SUBJECT, 9);
    site.cache
        .renewing(
            List.of(SUBJECT),
            ADA,
            (subjects, voter) ->
                CompletableFuture.completedFuture(
                    List.of(new SubjectView(SUBJECT, newest, Choice.NONE, true))))
        .join();
    site.move(Duration.ofSeconds(4));
    SubjectView view = site.shown(SUBJECT, ADA);
    assertThat(view.tally()).isEqualTo(newest);
    assertThat(view.age()).isEqualTo(Duration.ofSeconds(4));
    assertThat(site.reads).hasSize(1);
  }

  /** The store was replaced by one without the vote, which will be sent to it again. */
  @Test
  void voteThatTheStoreHasLostStaysVisible() {
    site.loaded(SUBJECT, ADA);
    site.vote(ADA, SUBJECT, 1);
    VoteKey key = new VoteKey(SUBJECT, ADA);
    site.owed.add(key);
    site.choices.remove(key);
    site.tallies.put(SUBJECT, new Tally(0, 0, 2, 5));
    site.cache.everythingChanged();
    CompletableFuture<SubjectView> view = site.read(SUBJECT, ADA);
    site.lastRead().answer(false);
    assertThat(view.join().choice()).isEqualTo(Choice.UP);
    assertThat(view.join().exact()).isFalse();

    site.owed.clear();
    assertThat(site.loaded(SUBJECT, ADA).choice())
        .as("the voter's page says so")
        .isEqualTo(Choice.NONE);
  }

  /** Its answer comes from a store that is gone, after the next one was read. */
  @Test
  void voteOfAnEarlierEpochIsShown() {
    site.tallies.put(SUBJECT, new Tally(0, 0, 2, 5));
    site.loaded(SUBJECT, ADA);
    site.owed.add(new VoteKey(SUBJECT, ADA));
    site.cache.cast(ADA, SUBJECT, Choice.UP, new Tally(1, 0, 1, 9));
    CompletableFuture<SubjectView> view = site.read(SUBJECT, ADA);
    site.lastRead().answer(false);
    assertThat(view.join().choice()).isEqualTo(Choice.UP);
  }

  @Test
  void olderAnswerDoesNotReplaceNewerCounts() {
    Tally first = site.vote(ADA, SUBJECT, 1);
    Tally newest = site.store(SUBJECT, 2);
    site.loaded(SUBJECT, null);
    site.cache.cast(ADA, SUBJECT, Choice.UP, first);
    assertThat(site.shown(SUBJECT, null).tally()).isEqualTo(newest);
  }
}
