package io.voteengine.engine.read;

import static io.voteengine.engine.read.Loader.Outcome.ABSENT;
import static io.voteengine.engine.read.Loader.Outcome.LOADED;
import static io.voteengine.engine.read.Loader.Outcome.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.VoteLedgerException;
import io.voteengine.engine.read.LoadLane.Loaded;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How loads are shared, with the loads answered by hand. */
class LoadLaneTest {
  private static final int TOGETHER = 256;
  private static final Term TERM = new Term(0, 1, "server");

  private final List<List<String>> loads = new ArrayList<>();
  private final List<CompletableFuture<Loaded<String>>> answers = new ArrayList<>();
  private final LoadLane<String> lane = new LoadLane<>(TOGETHER, true, this::load);

  private CompletionStage<Loaded<String>> load(Term term, List<String> keys) {
    loads.add(keys);
    answers.add(new CompletableFuture<>());
    return answers.get(answers.size() - 1);
  }

  @Test
  void whatIsWantedWhileALoadIsUnderWaySharesTheNext() {
    CompletableFuture<Loader.Outcome> first = want("a");
    CompletableFuture<Loader.Outcome> second = want("b");
    CompletableFuture<Loader.Outcome> third = want("c");
    assertThat(loads).containsExactly(List.of("a"));
    answer(0, LOADED);
    assertThat(first).isCompletedWithValue(LOADED);
    assertThat(loads.get(1)).containsExactly("b", "c");
    answer(1, LOADED);
    assertThat(List.of(second, third)).allMatch(CompletableFuture::isDone);
    want("d");
    assertThat(loads.get(2)).containsExactly("d");
  }

  @Test
  void whatIsBeingLoadedOrWaitsIsNotLoadedTwice() {
    CompletableFuture<Loader.Outcome> underWay = want("a");
    CompletableFuture<Loader.Outcome> waiting = want("b");
    assertThat(want("a")).isSameAs(underWay);
    assertThat(want("b")).isSameAs(waiting);
    answer(0, LOADED);
    answer(1, LOADED);
    assertThat(loads).containsExactly(List.of("a"), List.of("b"));
  }

  /** The ledger may have been read before the request came. */
  @Test
  void laneThatDoesNotJoinAnswersNobodyFromARunningLoad() {
    LoadLane<String> fresh = new LoadLane<>(TOGETHER, false, this::load);
    CompletableFuture<Loader.Outcome> first = fresh.load(TERM, "a").toCompletableFuture();
    CompletableFuture<Loader.Outcome> second = fresh.load(TERM, "a").toCompletableFuture();
    answers.get(0).complete(new Loaded<>(LOADED, Set.of("a")));
    assertThat(first).isCompletedWithValue(ABSENT);
    assertThat(second).isNotDone();
    answer(1, LOADED);
    assertThat(second).isCompletedWithValue(LOADED);
  }

  @Test
  void eachCallerLearnsWhetherTheLedgerHasItsKey() {
    want("first");
    CompletableFuture<Loader.Outcome> has = want("a");
    CompletableFuture<Loader.Outcome> lacks = want("b");
    answer(0, LOADED);
    answers.get(1).complete(new Loaded<>(RETRY, Set.of("b")));
    assertThat(has).isCompletedWithValue(RETRY);
    assertThat(lacks).isCompletedWithValue(ABSENT);
  }

  @Test
  void spoiledLoadHalvesTheNextAndSuccessGrowsItAgain() {
    want("first");
    List.of("a", "b", "c", "d").forEach(this::want);
    answer(0, LOADED);
    answer(1, RETRY);
    want("e");
    List.of("a", "b", "c", "d", "f", "g", "h").forEach(this::want);
    assertThat(loads.get(2)).containsExactly("e");
    answer(2, RETRY);
    answer(3, LOADED);
    answer(4, LOADED);
    assertThat(loads.subList(3, 6))
        .containsExactly(List.of("a", "b"), List.of("c", "d", "f", "g"), List.of("h"));
  }

  @Test
  void keysOfAnotherTermShareNoLoad() {
    want("a");
    want("b");
    Term next = new Term(0, 2, "server");
    lane.load(next, "b");
    want("c");
    answer(0, LOADED);
    assertThat(loads.get(1)).containsExactly("b", "c");
    answer(1, LOADED);
    assertThat(loads.get(2)).containsExactly("b");
  }

  @Test
  void failureIsReportedToAllThatSharedAndTheNextLoadBegins() {
    CompletableFuture<Loader.Outcome> failed = want("a");
    want("b");
    answers.get(0).completeExceptionally(new VoteLedgerException("down", null));
    assertThat(failed).isCompletedExceptionally();
    assertThat(loads.get(1)).containsExactly("b");
  }

  @Test
  void loadTakesNoMoreKeysThanItsLimit() {
    want("first");
    IntStream.range(0, TOGETHER + 1).forEach(i -> want("" + i));
    answer(0, LOADED);
    answer(1, LOADED);
    assertThat(loads.get(1)).hasSize(TOGETHER);
    assertThat(loads.get(2)).hasSize(1);
  }

  @Test
  void manyLoadsThatFailAtOnceDoNotNest() {
    List<CompletableFuture<Loader.Outcome>> asked = new ArrayList<>();
    CompletableFuture<Loaded<Integer>> first = new CompletableFuture<>();
    LoadLane<Integer> failing =
        new LoadLane<>(
            TOGETHER,
            true,
            (term, keys) ->
                keys.contains(0)
                    ? first
                    : CompletableFuture.failedStage(new StoreUnavailableException("down", null)));
    for (int key = 0; key < LoadLane.MOST; key++) {
      asked.add(failing.load(TERM, key).toCompletableFuture());
    }
    first.complete(new Loaded<>(LOADED, Set.of()));
    assertThat(asked).allMatch(CompletableFuture::isDone);
    assertThat(failing.load(TERM, 1).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void moreThanCanBeRememberedIsRefusedUntilALoadEnds() {
    CompletableFuture<Loader.Outcome> first = want("a");
    for (int i = 1; i < LoadLane.MOST; i++) {
      want(i % 2 == 0 ? "a" : "key " + i);
    }
    assertThat(want("b")).isCompletedExceptionally();
    assertThat(want("a")).isCompletedExceptionally();
    answer(0, LOADED);
    assertThat(first).isCompletedWithValue(LOADED);
    assertThat(want("b")).isNotDone();
  }

  private CompletableFuture<Loader.Outcome> want(String key) {
    return lane.load(TERM, key).toCompletableFuture();
  }

  private void answer(int load, Loader.Outcome outcome) {
    answers.get(load).complete(new Loaded<>(outcome, Set.of()));
  }
}
