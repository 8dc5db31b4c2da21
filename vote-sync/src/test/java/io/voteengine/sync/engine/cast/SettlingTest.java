package io.voteengine.sync.engine.cast;

import static io.voteengine.sync.testing.Results.accepted;
import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.CastResult;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine says of the votes that are under way in a closing poll. */
class SettlingTest {
  private static final VoterId ADA = VoterId.of("ada");
  private static final VoterId BOB = VoterId.of("bob");
  private static final SubjectId POST = SubjectId.of("posts", "42");

  private final Cluster cluster = new Cluster();
  private final Listened reconciler = new Listened();
  private final CompletableFuture<Void> answers = new CompletableFuture<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean holds;
  private VoteEngine engine;

  /** Carries votes only when the test drains, and shows what the engine says to it. */
  private static final class Listened implements VoteReconciler {
    private final Reconciler reconciler = Reconciler.builder().threads(0).build();
    private @Nullable Listener listener;

    @Override
    public void start(VoteStore store, VoteLedger ledger, Listener engine) {
      listener = engine;
      reconciler.start(store, ledger, engine);
    }

    BooleanSupplier settling(String poll) {
      return Objects.requireNonNull(listener).settling(poll);
    }

    @Override
    public void wake(int partition, CompletionStage<?> waiting) {
      reconciler.wake(partition, waiting);
    }

    @Override
    public boolean drain(Duration timeout) {
      return reconciler.drain(timeout);
    }

    @Override
    public boolean heal() {
      return reconciler.heal();
    }

    @Override
    public List<SubjectId> audit(String poll) {
      return reconciler.audit(poll);
    }

    @Override
    public void close() {
      reconciler.close();
    }
  }

  @BeforeEach
  void start() {
    engine =
        cluster.node(
            reconciler,
            Faults.delayingCasts(cluster.store(), this::answered),
            cluster.ledger,
            builder -> builder);
    engine.polls().define(Poll.named("posts").unlimited());
    engine.polls().define(Poll.named("comments").unlimited());
    accepted(engine.cast(BOB, SubjectId.of("posts", "to load the poll"), Choice.UP));
    assertThat(engine.drain(AMPLE)).isTrue();
  }

  private CompletionStage<?> answered() {
    if (!holds) {
      return CompletableFuture.completedFuture(null);
    }
    unanswered.incrementAndGet();
    return answers;
  }

  @AfterEach
  void close() {
    answers.complete(null);
    cluster.close();
  }

  private CompletableFuture<CastResult> castWithoutAnswer(VoterId voter) {
    holds = true;
    CompletableFuture<CastResult> cast =
        engine.castAsync(VoteRequest.cast(voter, POST, Choice.UP)).toCompletableFuture();
    await().atMost(AMPLE).until(() -> unanswered.get() > 0);
    return cast;
  }

  @Test
  void nothingIsUnderWayWhereNobodyVotes() {
    assertThat(reconciler.settling("posts").getAsBoolean()).isTrue();
  }

  @Test
  void castInItsVotersTurnIsUnderWayUntilTheLedgerHasIt() {
    CompletableFuture<CastResult> cast = castWithoutAnswer(ADA);
    BooleanSupplier settled = reconciler.settling("posts");
    assertThat(settled.getAsBoolean()).as("without an answer").isFalse();
    answers.complete(null);
    accepted(cast.join());
    assertThat(settled.getAsBoolean()).as("acknowledged only").isFalse();
    assertThat(engine.drain(AMPLE)).isTrue();
    assertThat(settled.getAsBoolean()).isTrue();
  }

  @Test
  void acknowledgedVoteIsUnderWayUntilTheLedgerHasIt() {
    CastResult.Accepted vote = accepted(engine.cast(ADA, POST, Choice.UP));
    BooleanSupplier settled = reconciler.settling("posts");
    assertThat(settled.getAsBoolean()).isFalse();
    cluster.loseStore();
    assertThat(settled.getAsBoolean()).as("it is in this engine's memory alone").isFalse();
    assertThat(vote.durable()).isNotDone();
  }

  @Test
  void votesOfOtherPollsDoNotCount() {
    accepted(engine.cast(ADA, SubjectId.of("comments", "1"), Choice.UP));
    CompletableFuture<CastResult> cast = castWithoutAnswer(ADA);
    assertThat(reconciler.settling("other").getAsBoolean()).isTrue();
    assertThat(reconciler.settling("posts").getAsBoolean()).isFalse();
    assertThat(reconciler.settling("comments").getAsBoolean()).isFalse();
    assertThat(cast).isNotDone();
  }

  @Test
  void castThatBeginsAfterTheLookDoesNotCount() {
    BooleanSupplier settled = reconciler.settling("posts");
    CompletableFuture<CastResult> cast = castWithoutAnswer(ADA);
    assertThat(settled.getAsBoolean()).isTrue();
    assertThat(reconciler.settling("posts").getAsBoolean()).isFalse();
    assertThat(cast).isNotDone();
  }
}
