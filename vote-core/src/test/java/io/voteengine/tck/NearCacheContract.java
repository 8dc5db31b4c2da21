package io.voteengine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.cache.ReadMode;
import io.voteengine.metrics.CounterMeter;
import io.voteengine.ranking.Ranking;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of near caches, for a store with a ledger and a reconciler: two nodes with copies
 * that outlive each test, so that nothing but messages between the nodes keeps them right. Needs
 * Caffeine.
 */
public abstract class NearCacheContract {
  private static final Duration LONG = Duration.ofHours(1);
  private static final NearCacheOptions OPTIONS =
      NearCacheOptions.defaults().counts(LONG).choices(LONG).rankings(LONG);
  private static final ReadMode CACHED = ReadMode.cacheFirst();
  private static final String POLL = "posts";
  private static final SubjectId SUBJECT = SubjectId.of(POLL, "1");
  private static final VoterId ADA = VoterId.of("ada");
  private static final int READERS = 100;
  private static final int VOTES = 1_000;

  private final LiveContract.Nodes nodes = newNodes();
  private final VoteEngine one = nodes.node(builder -> builder.nearCache(OPTIONS));
  private final VoteEngine other = nodes.node(builder -> builder.nearCache(OPTIONS));

  /**
   * Returns an empty store and ledger.
   *
   * @return the nodes, none yet
   */
  public abstract LiveContract.Nodes newNodes();

  /** The nodes know of each other once a change at one has reached the other. */
  @BeforeEach
  void define() {
    one.polls().define(Poll.named(POLL).unlimited());
    for (VoteEngine from : List.of(one, other)) {
      VoteEngine to = from == one ? other : one;
      SubjectId probe = SubjectId.of(POLL, from == one ? "probe-1" : "probe-2");
      to.read(probe, null, CACHED);
      int[] voters = {0};
      Waiting.until(
          () -> {
            from.cast(VoterId.of("probe-" + voters[0]++), probe, Choice.UP);
            return to.read(probe, null, CACHED).tally().up() > 0;
          });
    }
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    nodes.close();
  }

  private static Tally cast(VoteEngine engine, String voter, Choice choice) {
    return engine.cast(VoterId.of(voter), SUBJECT, choice).orElseThrow().tally();
  }

  private static long loads(VoteEngine engine) {
    return count(engine, "voteengine.cache.loads");
  }

  private static long count(VoteEngine engine, String name) {
    return engine.meters().stream()
        .filter(meter -> meter.id().name().equals(name))
        .filter(meter -> "subjects".equals(meter.id().tags().get("what")))
        .map(CounterMeter.class::cast)
        .mapToLong(CounterMeter::count)
        .sum();
  }

  @Test
  void copyIsNeverExactAndSaysItsAge() {
    cast(one, "bob", Choice.UP);
    assertThat(one.read(SUBJECT, ADA, CACHED).exact()).as("read for this call").isTrue();
    SubjectView copy = one.read(SUBJECT, ADA, CACHED);
    assertThat(copy.exact()).isFalse();
    assertThat(copy.age()).isPositive();
    assertThat(one.page(List.of(SUBJECT), ADA, CACHED).get(0).exact()).isFalse();
    assertThat(Waiting.await(one.pageAsync(List.of(SUBJECT), ADA, CACHED)).get(0).exact())
        .isFalse();
    for (ReadMode mode : List.of(ReadMode.exact(), ReadMode.bypass())) {
      assertThat(one.read(SUBJECT, ADA, mode).exact()).isTrue();
      assertThat(one.read(SUBJECT, ADA, mode).age()).isZero();
    }
    assertThat(one.read(SUBJECT, ADA).exact()).isTrue();
    assertThat(one.metrics().cacheHitRate()).isBetween(0.01, 0.99);
  }

  @Test
  void voteOnOneNodeReachesTheCopiesOfTheOther() {
    other.read(SUBJECT, ADA, CACHED);
    for (Choice choice : List.of(Choice.UP, Choice.DOWN, Choice.NONE)) {
      Tally tally = cast(one, "ada", choice);
      Waiting.until(() -> !tally.isNewerThan(other.read(SUBJECT, null, CACHED).tally()));
      Waiting.until(() -> other.read(SUBJECT, ADA, CACHED).choice() == choice);
    }
  }

  @Test
  void ownVoteIsInTheNextReadOfItsNode() {
    for (int i = 0; i < VOTES; i++) {
      Choice choice = i % 2 == 0 ? Choice.UP : Choice.DOWN;
      Tally receipt = cast(one, "ada", choice);
      SubjectView view = one.read(SUBJECT, ADA, CACHED);
      assertThat(receipt.isNewerThan(view.tally())).as("%s after %s", view, receipt).isFalse();
      assertThat(view.choice()).isEqualTo(choice);
    }
    assertThat(loads(one)).as("votes keep copies without reads").isLessThan(VOTES / 2);
  }

  @Test
  void readersAtOnceShareOneLoad() {
    long before = loads(one);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<CompletableFuture<SubjectView>> views = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        views.add(
            CompletableFuture.supplyAsync(
                () -> {
                  Waiting.await(start);
                  return one.read(SUBJECT, null, CACHED);
                },
                readers));
      }
      start.countDown();
      views.forEach(Waiting::await);
    } finally {
      readers.shutdownNow();
    }
    assertThat(loads(one) - before).isEqualTo(1);
  }

  @Test
  void refreshByHandReachesAllNodes() {
    SubjectId second = SubjectId.of(POLL, "2");
    for (VoteEngine engine : List.of(one, other)) {
      engine.page(List.of(SUBJECT, second), ADA, CACHED);
    }
    one.live().refresh(SUBJECT);
    assertThat(one.read(SUBJECT, ADA, CACHED).age()).isZero();
    assertThat(one.read(second, ADA, CACHED).age()).as("not refreshed").isPositive();
    Waiting.until(() -> other.read(SUBJECT, ADA, CACHED).age().isZero());
    assertThat(other.read(second, ADA, CACHED).age()).isPositive();

    other.live().refresh(POLL);
    assertThat(other.read(second, ADA, CACHED).age()).isZero();
    Waiting.until(() -> one.read(second, ADA, CACHED).age().isZero());
  }

  @Test
  void rankingsAreCopiesToo() {
    cast(one, "ada", Choice.UP);
    assertThat(one.drain(Waiting.AMPLE)).isTrue();
    assertThat(one.top(POLL, 5, CACHED)).allMatch(view -> view.age().isZero());
    assertThat(one.top(POLL, 5, CACHED))
        .noneMatch(SubjectView::exact)
        .allMatch(view -> !view.age().isZero());
    assertThat(one.records().top(POLL, Ranking.HOT, 5, CACHED).age()).isZero();
    assertThat(one.records().top(POLL, Ranking.HOT, 5, CACHED).age()).isPositive();
    assertThat(one.records().top(POLL, Ranking.HOT, 5, CACHED).subjects())
        .isEqualTo(one.records().top(POLL, Ranking.HOT, 5));
    one.live().refresh(POLL);
    assertThat(one.records().top(POLL, Ranking.HOT, 5, CACHED).age()).isZero();
  }

  @Test
  void closedEngineAnswersNothing() {
    one.read(SUBJECT, null, CACHED);
    one.close();
    assertThatThrownBy(() -> one.read(SUBJECT, null, CACHED))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> one.live().refresh(POLL)).isInstanceOf(IllegalStateException.class);
  }
}
