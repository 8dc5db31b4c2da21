package io.voteengine.sync.engine.cast;

import static io.voteengine.sync.testing.Results.assertShows;
import static io.voteengine.sync.testing.Results.isRejected;
import static io.voteengine.sync.testing.Results.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.CastResult;
import io.voteengine.CastResult.Reason;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.testing.Cluster;
import io.voteengine.sync.testing.Faults;
import io.voteengine.sync.testing.Faults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits over all subjects, as voters meet them. */
class EngineLimitTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final VoterId ADA = VoterId.of("ada");

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private VoteEngine engine(UnaryOperator<VoteEngineBuilder> options) {
    VoteEngine engine = cluster.node(Reconciler.builder().threads(0).build(), options);
    engine.polls().define(Poll.named("posts").unlimited());
    return engine;
  }

  private static VoteRequest vote(VoterId voter, String subject) {
    return VoteRequest.cast(voter, SubjectId.of("posts", subject), Choice.UP);
  }

  @Test
  void limitSpansAllSubjectsAndEnginesOfAVoter() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(3, HOUR));
    VoteEngine other = engine(builder -> builder.limitPerVoter(3, HOUR));
    assertThat(engine.cast(vote(ADA, "1"))).isInstanceOf(CastResult.Accepted.class);
    assertThat(other.cast(vote(ADA, "2"))).isInstanceOf(CastResult.Accepted.class);
    assertThat(engine.cast(vote(ADA, "3"))).isInstanceOf(CastResult.Accepted.class);
    for (int i = 4; i < 20; i++) {
      CastResult refused = (i % 2 == 0 ? engine : other).cast(vote(ADA, "" + i));
      assertThat(rejected(refused, Reason.RATE_LIMITED).retryAfter())
          .isBetween(Duration.ofMinutes(15), HOUR.dividedBy(3));
      assertThat(engine.read(SubjectId.of("posts", "" + i), ADA).tally().up()).isZero();
    }
    assertThat(engine.cast(vote(VoterId.of("bob"), "4"))).isInstanceOf(CastResult.Accepted.class);
  }

  @Test
  void votersWithOneKeyShareTheLimitAndVotesWithoutAreFree() {
    VoteEngine engine = engine(builder -> builder.limitPerKey(2, HOUR));
    for (int i = 0; i < 4; i++) {
      CastResult keyed = engine.cast(vote(VoterId.of("v" + i), "1").limitKey("203.0.113.7"));
      assertThat(isRejected(keyed, Reason.RATE_LIMITED)).isEqualTo(i >= 2);
      assertThat(engine.cast(vote(VoterId.of("w" + i), "1")))
          .isInstanceOf(CastResult.Accepted.class);
    }
  }

  @Test
  void voteThatOneLimitRefusesTakesNoPermitOfTheOther() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(1, HOUR).limitPerKey(2, HOUR));
    assertThat(engine.cast(vote(ADA, "1").limitKey("shared")))
        .isInstanceOf(CastResult.Accepted.class);
    for (int i = 0; i < 10; i++) {
      rejected(engine.cast(vote(ADA, "2").limitKey("shared")), Reason.RATE_LIMITED);
    }
    assertThat(engine.cast(vote(VoterId.of("bob"), "2").limitKey("shared")))
        .isInstanceOf(CastResult.Accepted.class);
    rejected(engine.cast(vote(VoterId.of("eve"), "2").limitKey("shared")), Reason.RATE_LIMITED);
  }

  @Test
  void replaysAreAnsweredAndTakeNothing() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(2, HOUR));
    VoteRequest first = vote(ADA, "1").requestId(RequestId.named("first"));
    assertThat(engine.cast(first)).isInstanceOf(CastResult.Accepted.class);
    for (int i = 0; i < 1000; i++) {
      CastResult again = engine.cast(first);
      assertThat(again).isInstanceOf(CastResult.Accepted.class);
      assertThat(((CastResult.Accepted) again).receipt().replayed()).isTrue();
    }
    assertThat(engine.cast(vote(ADA, "2"))).isInstanceOf(CastResult.Accepted.class);
    rejected(engine.cast(vote(ADA, "3")), Reason.RATE_LIMITED);
    assertThat(((CastResult.Accepted) engine.cast(first)).receipt().replayed()).isTrue();
  }

  @Test
  void refusalOfVoteWithOwnRequestIdShowsChoiceAndTally() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(1, HOUR));
    assertThat(engine.cast(vote(ADA, "1"))).isInstanceOf(CastResult.Accepted.class);
    CastResult refused = engine.cast(vote(ADA, "1").requestId(RequestId.named("second")));
    assertShows(rejected(refused, Reason.RATE_LIMITED), Choice.UP, 1, 0);
  }

  @Test
  void refusedVotesTakeNoPermitOfOthers() {
    VoteEngine engine = engine(builder -> builder.limitPerKey(1, HOUR));
    SubjectId closed = SubjectId.of("closed", "1");
    engine.polls().define(Poll.named("closed").closesAt(Instant.parse("2020-01-01T00:00:00Z")));
    SubjectId upOnly = SubjectId.of("up", "1");
    engine.polls().define(Poll.named("up").choices(Choice.UP));
    for (int i = 0; i < 3; i++) {
      rejected(
          engine.cast(VoteRequest.cast(ADA, closed, Choice.UP).limitKey("shared")),
          Reason.POLL_CLOSED);
      rejected(
          engine.cast(VoteRequest.cast(ADA, upOnly, Choice.DOWN).limitKey("shared")),
          Reason.CHOICE_NOT_ALLOWED);
    }
    assertThat(engine.cast(vote(VoterId.of("bob"), "1").limitKey("shared")))
        .isInstanceOf(CastResult.Accepted.class);
  }

  @Test
  void voteWithALostAnswerTakesItsPermit() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(1, HOUR));
    assertThat(engine.cast(vote(VoterId.of("first"), "1"))).isInstanceOf(CastResult.Accepted.class);
    cluster.storeFaults(Faults.once("cast", Fault.AFTER));
    CastResult lost = engine.cast(vote(ADA, "1"));
    assertThat(((CastResult.Accepted) lost).receipt().replayed()).isTrue();
    rejected(
        engine.cast(vote(ADA, "1").requestId(RequestId.named("another"))), Reason.RATE_LIMITED);
  }

  @Test
  void replayIsKnownAfterTheStoreHasLostIt() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(1, HOUR));
    VoteRequest first = vote(ADA, "1").requestId(RequestId.named("first"));
    assertThat(engine.cast(first)).isInstanceOf(CastResult.Accepted.class);
    SubjectId subject = SubjectId.of("posts", "1");
    int partition = subject.partition(Cluster.PARTITIONS);
    cluster.store().unload(cluster.ledger.position(partition).term(), List.of(subject));
    CompletableFuture<CastResult> again = engine.castAsync(first);
    assertThat(engine.drain(HOUR)).isTrue();
    assertThat(again).succeedsWithin(HOUR).isInstanceOf(CastResult.Accepted.class);
  }

  @Test
  void unreachableStoreRefusesAndTheVoteIsNotCast() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(2, HOUR));
    AtomicInteger casts = new AtomicInteger();
    cluster.storeFaults(
        method -> {
          if (method.equals("cast")) {
            casts.incrementAndGet();
          }
          return method.equals("takePermit") ? Fault.HANGS : Fault.NONE;
        });
    rejected(engine.cast(vote(ADA, "1").deadline(Duration.ofMillis(50))), Reason.UNAVAILABLE);
    assertThat(casts).hasValue(0);
  }

  @Test
  void limitsAreKeptAcrossAnEpochAndAreFollowedThere() {
    VoteEngine engine = engine(builder -> builder.limitPerVoter(1, HOUR));
    Reconciler ofAnother = Reconciler.builder().threads(0).build();
    cluster.node(ofAnother);
    assertThat(engine.cast(vote(ADA, "1"))).isInstanceOf(CastResult.Accepted.class);
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      cluster.store().freeze(partition, "a token");
      assertThat(ofAnother.step(partition)).isEqualTo(StepResult.RECOVERED);
    }
    rejected(engine.cast(vote(ADA, "2")), Reason.RATE_LIMITED);
    assertThat(engine.cast(vote(VoterId.of("bob"), "2"))).isInstanceOf(CastResult.Accepted.class);
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> engine(builder -> builder.limitPerVoter(0, HOUR)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("permits");
    assertThatThrownBy(() -> vote(ADA, "1").limitKey(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limitKey");
  }
}
