package io.voteengine.sync.engine.notify;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.Ack;
import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import io.voteengine.tck.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A callback that blocks delays nothing but the host's own code. */
class EngineCallbackTest {

  /** Passes during a test, but not during a call on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    cluster.close();
  }

  private VoteEngine engine() {
    VoteEngine engine = cluster.node(Reconciler.withDefaults());
    engine.polls().define(Poll.named("posts").unlimited());
    return engine;
  }

  /** Blocks as long as the test wants, but not for ever when the test fails. */
  private void block() {
    Waiting.await(released);
  }

  private static VoteRequest vote(String voter) {
    return VoteRequest.cast(VoterId.of(voter), POST, Choice.UP);
  }

  @Test
  void callbacksThatBlockDelayNeitherDeadlinesNorConfirmations() {
    VoteEngine engine = engine();
    cluster.storeFaults(Faults.on("cast", Fault.HANGS));
    List<CompletableFuture<?>> blocked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      blocked.add(engine.castAsync(vote("late-" + i).deadline(SOON)).thenRun(this::block));
    }
    CastResult late = engine.cast(vote("late").deadline(SOON));
    cluster.noFaults();
    for (int i = 0; i < 10; i++) {
      CastResult.Accepted accepted = (CastResult.Accepted) engine.cast(vote("early-" + i));
      blocked.add(accepted.durable().thenRun(this::block));
    }
    CastResult durable = engine.cast(vote("ada").ack(Ack.DURABLE));

    assertThat(late).isInstanceOf(CastResult.Unknown.class);
    assertThat(durable).isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(blocked).noneMatch(CompletableFuture::isDone);
    released.countDown();
    assertThat(CompletableFuture.allOf(blocked.toArray(CompletableFuture<?>[]::new)))
        .succeedsWithin(AMPLE);
  }

  @Test
  void cancellingAFutureChangesNothingInside() {
    VoteEngine engine = cluster.node(Reconciler.builder().threads(0).build());
    engine.polls().define(Poll.named("posts").unlimited());
    CastResult.Accepted accepted = (CastResult.Accepted) engine.cast(vote("ada"));
    assertThat(accepted.durable().cancel(true)).isTrue();
    cluster.loseStore();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(engine.auditNow("posts").votes().up()).isEqualTo(1);
  }

  @Test
  void callbacksRunOnTheHostsOwnExecutor() {
    ExecutorService own =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "of-the-host"));
    try {
      VoteEngine engine =
          cluster.node(
              Reconciler.builder().threads(0).build(), builder -> builder.callbackExecutor(own));
      engine.polls().define(Poll.named("posts").unlimited());
      CastResult.Accepted accepted = (CastResult.Accepted) engine.cast(vote("ada"));
      CompletableFuture<String> ranOn =
          accepted
              .durable()
              .toCompletableFuture()
              .thenApply(done -> Thread.currentThread().getName());
      assertThat(engine.drain(AMPLE)).isTrue();
      assertThat(ranOn).succeedsWithin(AMPLE).isEqualTo("of-the-host");
      engine.close();
      assertThat(own.isShutdown()).isFalse();
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void callbacksMayWaitForOtherFuturesOfTheEngine() {
    VoteEngine engine = engine();
    cluster.storeFaults(Faults.on("cast", Fault.AFTER));
    List<CompletableFuture<?>> chained = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      chained.add(
          engine
              .castAsync(vote("v" + i))
              .thenApply(result -> ((CastResult.Accepted) result).durable().join()));
    }
    cluster.noFaults();
    assertThat(CompletableFuture.allOf(chained.toArray(CompletableFuture<?>[]::new)))
        .succeedsWithin(AMPLE);
  }

  @Test
  void throwingExecutorLosesNoAnswerAndGetsNoEngineThread() {
    VoteEngine engine =
        cluster.node(
            Reconciler.withDefaults(),
            builder ->
                builder.callbackExecutor(
                    task -> {
                      throw new IllegalStateException("a mistake of the host's");
                    }));
    engine.polls().define(Poll.named("posts").unlimited());
    CastResult.Accepted accepted = (CastResult.Accepted) engine.cast(vote("ada"));
    CompletableFuture<String> ranOn =
        accepted
            .durable()
            .toCompletableFuture()
            .thenApply(done -> Thread.currentThread().getName());
    assertThat(ranOn).succeedsWithin(AMPLE).asString().doesNotContain("vote-");
  }

  @Test
  void closedExecutorLosesNoAnswer() {
    ExecutorService own = Executors.newSingleThreadExecutor();
    VoteEngine engine =
        cluster.node(
            Reconciler.builder().threads(0).build(), builder -> builder.callbackExecutor(own));
    engine.polls().define(Poll.named("posts").unlimited());
    CastResult.Accepted accepted = (CastResult.Accepted) engine.cast(vote("ada"));
    own.shutdownNow();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(accepted.durable()).succeedsWithin(AMPLE);
  }
}
