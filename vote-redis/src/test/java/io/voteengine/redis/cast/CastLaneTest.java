package io.voteengine.redis.cast;

import static io.voteengine.Choice.UP;
import static io.voteengine.redis.testing.Partition0.A;
import static io.voteengine.redis.testing.Partition0.vote;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.redis.client.UnreachableException;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Votes that share calls, with calls that the test answers. */
class CastLaneTest {
  private static final Term TERM = new Term(0, 1, "server");
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Too short to wait for a connection. */
  private static final Duration IN_A_HURRY =
      Duration.ofNanos(2 * DeadlineTicker.TICK_NANOS).minusNanos(1);

  private static final List<Object> WRONG_EPOCH = List.of("WRONG_EPOCH".getBytes(UTF_8));

  private final List<CastBatch> calls = new ArrayList<>();
  private final List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
  private final CastLane lane = new CastLane(this::call, new ServerClock(), 3, 5);

  private CompletionStage<List<Object>> call(CastBatch batch) {
    calls.add(batch);
    answers.add(new CompletableFuture<>());
    return answers.get(answers.size() - 1);
  }

  @Test
  void loneVoteGoesOutAtOnceAndLaterOnesRideTogetherInOrder() {
    for (int i = 0; i < 5; i++) {
      cast(TERM, "v" + i, LONG);
    }
    assertThat(voters(0)).containsExactly("v0");
    assertThat(calls).hasSize(1);
    answers.get(0).complete(WRONG_EPOCH);
    assertThat(voters(1)).containsExactly("v1", "v2", "v3");
    answers.get(1).complete(WRONG_EPOCH);
    assertThat(voters(2)).containsExactly("v4");
    answers.get(2).complete(WRONG_EPOCH);
    cast(TERM, "v5", LONG);
    assertThat(voters(3)).containsExactly("v5");
  }

  @Test
  void votesOfAnotherTermWaitForACallOfTheirOwn() {
    cast(TERM, "v0", LONG);
    cast(TERM, "v1", LONG);
    cast(new Term(0, 2, "server"), "v2", LONG);
    answers.get(0).complete(WRONG_EPOCH);
    assertThat(voters(1)).containsExactly("v1");
    answers.get(1).complete(WRONG_EPOCH);
    assertThat(calls.get(2).term().epoch()).isEqualTo(2);
  }

  @Test
  void votesBeyondTheLimitAreRefusedAtOnce() {
    List<CompletionStage<CastReply>> replies = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      replies.add(cast(TERM, "v" + i, LONG));
    }
    assertThat(replies.get(5).toCompletableFuture()).isNotDone();
    assertFailed(replies.get(6), StoreUnavailableException.class);
  }

  @Test
  void deadlineEndsTheWaitOfVotesSentAndUnsent() {
    CompletionStage<CastReply> sent = cast(TERM, "v0", Duration.ofMillis(20));
    CompletionStage<CastReply> unsent = cast(TERM, "v1", Duration.ofMillis(20));
    CompletionStage<CastReply> patient = cast(TERM, "v2", LONG);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lane.tick() && unsent.toCompletableFuture().isDone());
    assertFailed(sent, VoteStoreException.class);
    assertFailed(unsent, StoreUnavailableException.class);
    answers.get(0).complete(WRONG_EPOCH);
    assertThat(voters(1)).containsExactly("v2");
    assertThat(patient.toCompletableFuture()).isNotDone();
  }

  @Test
  void callAbandonedByAllItsVotesBlocksNoOther() {
    cast(TERM, "v0", Duration.ofMillis(20));
    CompletionStage<CastReply> patient = cast(TERM, "v1", LONG);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.tick() && calls.size() == 2);
    assertThat(voters(1)).containsExactly("v1");
    answers.get(0).complete(WRONG_EPOCH);
    cast(TERM, "v2", LONG);
    assertThat(calls).as("the second call is under way").hasSize(2);
    assertThat(patient.toCompletableFuture()).isNotDone();
    answers.get(1).complete(WRONG_EPOCH);
    assertThat(patient.toCompletableFuture()).isDone();
    assertThat(voters(2)).containsExactly("v2");
  }

  @Test
  void failedCallFailsItsVotesAndTheNextGoesOut() {
    CompletionStage<CastReply> first = cast(TERM, "v0", LONG);
    cast(TERM, "v1", LONG);
    answers.get(0).completeExceptionally(new VoteStoreException("cut", null));
    assertFailed(first, VoteStoreException.class);
    assertThat(voters(1)).containsExactly("v1");
  }

  @Test
  void withoutAConnectionVotesWaitAndOneTriesForAllWithEachTick() {
    List<CompletionStage<CastReply>> replies = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      replies.add(cast(TERM, "v" + i, LONG));
    }
    for (int call = 0; call < 3; call++) {
      assertThat(voters(call)).containsExactly("v0");
      answers.get(call).completeExceptionally(new UnreachableException(null));
      assertThat(calls).hasSize(call + 1);
      assertThat(lane.tick()).as("in use").isTrue();
    }
    assertThat(replies).noneMatch(reply -> reply.toCompletableFuture().isDone());
    answers.get(3).complete(WRONG_EPOCH);
    assertThat(voters(4)).containsExactly("v1", "v2", "v3");
    answers.get(4).complete(WRONG_EPOCH);
    assertThat(replies).allMatch(reply -> reply.toCompletableFuture().isDone());
    assertThat(lane.tick()).as("in use").isFalse();
  }

  @Test
  void withoutAConnectionVotesAreNotifiedSoBeforeTheirDeadline() {
    CompletionStage<CastReply> waiting = cast(TERM, "v0", Duration.ofMillis(100));
    answers.get(0).completeExceptionally(new UnreachableException(null));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isEndedByTick(waiting));
    assertFailed(waiting, UnreachableException.class);
    cast(TERM, "v1", LONG);
    answers.get(answers.size() - 1).completeExceptionally(new UnreachableException(null));
    assertFailed(cast(TERM, "v2", Duration.ofMillis(1)), UnreachableException.class);
    assertThat(calls.stream().flatMap(call -> call.casts().stream()))
        .noneMatch(cast -> cast.vote().voter().value().equals("v2"));
  }

  @Test
  void urgentVoteFindsTheConnectionThatCameBackUnawaited() {
    CompletionStage<CastReply> ended = cast(TERM, "v0", IN_A_HURRY);
    answers.get(0).completeExceptionally(new UnreachableException(null));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isEndedByTick(ended));
    int before = calls.size();
    CompletionStage<CastReply> next = cast(TERM, "v1", IN_A_HURRY);
    assertThat(calls).hasSize(before + 1);
    answers.get(before).complete(WRONG_EPOCH);
    assertThat(next.toCompletableFuture().join()).isEqualTo(CastReply.Refused.WRONG_EPOCH);
  }

  @Test
  void urgentVoteFailsAtOnceWithoutAConnection() {
    CompletionStage<CastReply> vote = cast(TERM, "v0", IN_A_HURRY);
    answers.get(0).completeExceptionally(new UnreachableException(null));
    assertFailed(vote, UnreachableException.class);
  }

  @Test
  void manyCallsThatFailAtOnceDoNotNest() {
    CompletableFuture<List<Object>> first = new CompletableFuture<>();
    List<CompletionStage<List<Object>>> replies = new ArrayList<>(List.of(first));
    CompletionStage<List<Object>> full =
        CompletableFuture.failedStage(new StoreUnavailableException("queue full", null));
    CastLane narrow =
        new CastLane(
            batch -> replies.isEmpty() ? full : replies.remove(0), new ServerClock(), 1, 100_000);
    List<CompletionStage<CastReply>> votes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      votes.add(narrow.cast(TERM, vote(VoterId.of("v" + i), A, UP), Deadline.in(LONG)));
    }
    first.complete(WRONG_EPOCH);
    assertThat(votes).allMatch(vote -> vote.toCompletableFuture().isDone());
    assertThat(narrow.tick()).as("in use").isFalse();
  }

  private boolean isEndedByTick(CompletionStage<CastReply> waiting) {
    int before = answers.size();
    lane.tick();
    answers
        .subList(before, answers.size())
        .forEach(answer -> answer.completeExceptionally(new UnreachableException(null)));
    return waiting.toCompletableFuture().isDone();
  }

  @Test
  void expiredVoteIsNotSentAgain() {
    CompletionStage<CastReply> late = cast(TERM, "v0", Duration.ofMillis(1));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lane.tick() && late.toCompletableFuture().isDone());
    cast(TERM, "v1", LONG);
    answers.get(0).completeExceptionally(new UnreachableException(null));
    lane.tick();
    assertThat(voters(1)).containsExactly("v1");
  }

  @Test
  void replyOfAnotherLengthIsAFailure() {
    CompletionStage<CastReply> reply = cast(TERM, "v0", LONG);
    answers.get(0).complete(List.of());
    assertFailed(reply, VoteStoreException.class);
  }

  private CompletionStage<CastReply> cast(Term term, String voter, Duration patience) {
    return lane.cast(term, vote(VoterId.of(voter), A, UP), Deadline.in(patience));
  }

  private List<String> voters(int call) {
    return calls.get(call).casts().stream().map(cast -> cast.vote().voter().value()).toList();
  }

  private static void assertFailed(
      CompletionStage<CastReply> reply, Class<? extends Throwable> failure) {
    assertThat(reply.toCompletableFuture()).isDone();
    assertThatThrownBy(() -> reply.toCompletableFuture().join()).hasCauseInstanceOf(failure);
  }

  /** Its server's clock was not known yet, and the deadline passes while it is sent again. */
  @Test
  void voteThatIsOnItsWayAgainIsNotNotifiedThatItExpired() {
    Duration patience = Duration.ofMillis(300);
    Deadline deadline = Deadline.in(patience);
    List<CastBatch> sent = new ArrayList<>();
    CompletableFuture<List<Object>> first = new CompletableFuture<>();
    CastLane slow =
        new CastLane(
            batch -> {
              sent.add(batch);
              while (sent.size() == 2 && !deadline.passed()) {
                Thread.onSpinWait();
              }
              return sent.size() == 1 ? first : new CompletableFuture<>();
            },
            new ServerClock(),
            3,
            5);
    CompletionStage<CastReply> reply = slow.cast(TERM, vote(VoterId.of("v0"), A, UP), deadline);
    byte[] expired = new byte[1 + 1 + 1 + 7 * 5];
    expired[0] = 14;
    first.complete(List.of(1_000_000L, expired));
    assertThat(sent).hasSize(2);
    assertThat(reply.toCompletableFuture()).isNotDone();
  }
}
