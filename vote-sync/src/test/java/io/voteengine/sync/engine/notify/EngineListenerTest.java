package io.voteengine.sync.engine.notify;

import static io.voteengine.sync.testing.Results.rejected;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.Action;
import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.listener.EngineEvent;
import io.voteengine.listener.EngineEvent.VoteCast;
import io.voteengine.listener.EngineEvent.VoteDurable;
import io.voteengine.listener.EngineEvent.VoteRejected;
import io.voteengine.listener.VoteListener;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Heard;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The events that listeners receive, and that nothing they do harms anything else. */
class EngineListenerTest {
  private static final Duration SOON = Duration.ofMillis(100);

  /** How many events may wait for a listener. */
  private static final int QUEUE = 10_000;

  private static final VoterId ADA = VoterId.of("ada");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private final Heard heard = new Heard();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    cluster.close();
  }

  private VoteEngine engine(VoteListener... listeners) {
    VoteEngine engine =
        cluster.node(
            Reconciler.builder().threads(0).build(),
            builder -> {
              List.of(listeners).forEach(builder::listener);
              return builder;
            });
    engine.polls().define(Poll.named("posts").unlimited());
    return engine;
  }

  /** Receives an event, and does not return before the test says so. */
  private void block(EngineEvent event) {
    entered.countDown();
    Waiting.await(released);
  }

  private void castMany(VoteEngine engine, int votes) {
    for (int i = 0; i < votes; i++) {
      engine.cast(ADA, POST, i % 2 == 0 ? Choice.UP : Choice.DOWN);
    }
  }

  @Test
  void votesAreReportedWithWhatTheyChangedAndThenThatTheyAreDurable() {
    VoteEngine engine = engine(heard);
    RequestId first = RequestId.named("first");
    engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).requestId(first));
    engine.cast(ADA, POST, Choice.DOWN);
    engine.cast(ADA, POST, Choice.DOWN);
    engine.retract(ADA, POST);
    await().atMost(AMPLE).until(() -> heard.of(VoteCast.class).size() == 4);
    assertThat(heard.of(VoteCast.class))
        .extracting(VoteCast::action)
        .containsExactly(Action.CREATED, Action.CHANGED, Action.UNCHANGED, Action.REMOVED);
    VoteCast changed = heard.of(VoteCast.class).get(1);
    assertThat(changed.voter()).isEqualTo(ADA);
    assertThat(changed.subject()).isEqualTo(POST);
    assertThat(changed.previous()).isEqualTo(Choice.UP);
    assertThat(changed.choice()).isEqualTo(Choice.DOWN);
    assertThat(changed.tally().down()).isEqualTo(1);
    assertThat(changed.tally().up()).isZero();
    assertThat(changed.replayed()).isFalse();
    assertThat(heard.of(VoteDurable.class)).isEmpty();

    assertThat(engine.drain(AMPLE)).isTrue();
    await().atMost(AMPLE).until(() -> heard.of(VoteDurable.class).size() == 4);
    assertThat(heard.of(VoteDurable.class))
        .contains(new VoteDurable(first, ADA, POST, Choice.UP, null));
    engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).requestId(RequestId.named("again")));
    engine.cast(VoteRequest.cast(ADA, POST, Choice.UP).requestId(RequestId.named("again")));
    await().atMost(AMPLE).until(() -> heard.of(VoteCast.class).size() == 6);
    assertThat(heard.of(VoteCast.class).get(5).replayed()).isTrue();
  }

  @Test
  void refusalsAreReportedAndWhatTheEngineDoesByItselfIsNot() {
    VoteEngine engine =
        cluster.node(
            Reconciler.builder().threads(0).build(),
            builder -> builder.listener(heard).maxPending(1));
    engine.polls().define(Poll.named("posts").limit(1, Duration.ofHours(1)));
    CastResult unknown = engine.cast(ADA, SubjectId.of("nowhere", "1"), Choice.UP);
    engine.cast(ADA, POST, Choice.UP);
    assertThat(engine.drain(AMPLE)).isTrue();
    CastResult limited = engine.cast(ADA, POST, Choice.DOWN);
    engine.cast(VoterId.of("bob"), POST, Choice.DOWN);
    CastResult full = engine.cast(VoterId.of("eve"), POST, Choice.DOWN);
    await().atMost(AMPLE).until(() -> heard.of(VoteRejected.class).size() == 3);
    assertThat(heard.of(VoteRejected.class))
        .extracting(event -> (CastResult) event.answer())
        .containsExactly(unknown, limited, full);
    rejected(full, Reason.UNAVAILABLE);
    assertThat(heard.all().get(0)).as("no vote of the warm-up").isInstanceOf(VoteRejected.class);
    assertThat(heard.of(VoteRejected.class).get(0).subject().poll()).isEqualTo("nowhere");
  }

  @Test
  void listenersThatThrowHearTheNextEventAndHarmNobody() {
    AtomicInteger calls = new AtomicInteger();
    VoteEngine engine =
        engine(
            VoteListener.of(
                event -> {
                  if (calls.incrementAndGet() % 2 == 0) {
                    throw new LinkageError("an error of the host's");
                  }
                  throw new IllegalStateException("a failure of the host's");
                }),
            VoteListener.of(event -> Thread.currentThread().interrupt()),
            heard);
    castMany(engine, 10);
    assertThat(engine.drain(AMPLE)).isTrue();
    await().atMost(AMPLE).until(() -> calls.get() == 20 && heard.all().size() == 20);
    assertThat(engine.health(AMPLE).figures().droppedEvents()).isZero();
  }

  @Test
  void listenerThatBlocksDelaysNoVoteAndWhatItMissesIsCounted() throws InterruptedException {
    VoteEngine engine = engine(VoteListener.of(this::block), heard);
    castMany(engine, 1);
    assertThat(entered.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 12; i++) {
      castMany(engine, 1_000);
      int reported = 1 + 1_000 * i;
      await().atMost(AMPLE).until(() -> heard.all().size() == reported);
    }
    assertThat(engine.health(AMPLE).figures().droppedEvents()).isEqualTo(12_000 - QUEUE);
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  @Test
  void closeDeliversWaitingEventsAlsoOnAnInterruptedThread() throws InterruptedException {
    Heard late = new Heard();
    VoteEngine engine =
        engine(
            VoteListener.of(
                event -> {
                  block(event);
                  late.onEvent(event);
                }));
    castMany(engine, 100);
    assertThat(entered.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Thread closing =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              engine.close();
            });
    closing.start();
    await().atMost(AMPLE).until(() -> engine.health(AMPLE).figures().unconfirmed() == 0);
    released.countDown();
    closing.join();
    assertThat(late.of(VoteCast.class)).hasSize(100);
    assertThat(late.of(VoteDurable.class)).hasSize(100);
    assertThat(engine.health(AMPLE).figures().droppedEvents()).isZero();
  }

  @Test
  void closeLeavesAnEndlessListenerAndCountsWhatItMissed() {
    VoteEngine engine =
        cluster.node(
            Reconciler.builder().threads(0).build(),
            builder -> builder.listener(VoteListener.of(this::block)).drainTimeout(SOON));
    engine.polls().define(Poll.named("posts").unlimited());
    castMany(engine, 100);
    await().atMost(AMPLE).until(() -> entered.getCount() == 0);
    engine.close();
    assertThat(engine.health(AMPLE).figures().droppedEvents()).isGreaterThanOrEqualTo(99);
  }

  @Test
  void listenerMayCloseTheEngine() {
    CompletableFuture<VoteEngine> engine = new CompletableFuture<>();
    CountDownLatch closed = new CountDownLatch(1);
    engine.complete(
        engine(
            VoteListener.of(
                event -> {
                  engine.join().close();
                  closed.countDown();
                })));
    castMany(engine.join(), 1);
    await().atMost(AMPLE).until(() -> closed.getCount() == 0);
  }

  @Test
  void listenerHandlesTheKindsThatItNeeds() {
    List<String> handled = new CopyOnWriteArrayList<>();
    VoteEngine engine =
        engine(
            new VoteListener() {
              @Override
              public void onVoteCast(EngineEvent.VoteCast event) {
                handled.add("cast " + event.voter());
              }

              @Override
              public void onVoteDurable(EngineEvent.VoteDurable event) {
                handled.add("durable " + event.voter());
              }
            });
    castMany(engine, 1);
    assertThat(engine.drain(AMPLE)).isTrue();
    await().atMost(AMPLE).until(() -> handled.size() == 2);
    assertThat(handled.get(0)).startsWith("cast ");
    assertThat(handled.get(1)).startsWith("durable ");
  }

  @Test
  void listenersComeAndGoWhileTheEngineRuns() {
    VoteEngine engine = engine(heard);
    castMany(engine, 1);
    Heard later = new Heard();
    engine.addListener(later);
    castMany(engine, 1);
    await().atMost(AMPLE).until(() -> later.of(EngineEvent.VoteCast.class).size() == 1);
    assertThat(engine.removeListener(heard)).isTrue();
    assertThat(engine.removeListener(heard)).isFalse();
    castMany(engine, 1);
    await().atMost(AMPLE).until(() -> later.of(EngineEvent.VoteCast.class).size() == 2);
    assertThat(heard.of(EngineEvent.VoteCast.class)).hasSize(2);
    engine.close();
    assertThatThrownBy(() -> engine.addListener(heard)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void removedListenerReceivesWhatWaitsForIt() throws InterruptedException {
    Heard late = new Heard();
    VoteListener slow =
        VoteListener.of(
            event -> {
              block(event);
              late.onEvent(event);
            });
    VoteEngine engine = engine(slow);
    castMany(engine, 20);
    assertThat(entered.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(engine.removeListener(slow)).isTrue();
    released.countDown();
    await().atMost(AMPLE).until(() -> late.of(EngineEvent.VoteCast.class).size() == 20);
  }
}
