package io.voteengine.engine.cast;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoterId;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.StoreUnavailableException;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoterTurnsTest {
  private static final Duration HASTY = Duration.ofMillis(1);
  private static final VoteKey ADA = key("ada");
  private static final VoteKey EVE = key("eve");

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final VoterTurns turns = new VoterTurns(timer);

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  private static VoteKey key(String voter) {
    return new VoteKey(SubjectId.of("posts", "42"), VoterId.of(voter));
  }

  /** A call that the test begins and ends. */
  private final class Made {
    final CompletableFuture<Thread> begun = new CompletableFuture<>();
    final CompletableFuture<String> end = new CompletableFuture<>();
    final CompletableFuture<String> answer;

    Made(VoteKey key, Duration patience) {
      this.answer =
          turns.take(
              key,
              Deadline.in(patience),
              () -> {
                begun.complete(Thread.currentThread());
                return end;
              });
    }

    void awaitBegin() {
      begun.copy().orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  /** Waits until the timer has begun everything that was due. */
  private void letTheTimerRun() throws Exception {
    timer.submit(() -> {}).get(60, TimeUnit.SECONDS);
  }

  @Test
  void eachCallBeginsWhenTheOneBeforeItHasEnded() throws Exception {
    Made first = new Made(ADA, AMPLE);
    Made second = new Made(ADA, AMPLE);
    Made third = new Made(ADA, AMPLE);
    assertThat(first.begun).isCompleted();
    letTheTimerRun();
    assertThat(second.begun).isNotDone();
    first.end.complete("one");
    second.awaitBegin();
    letTheTimerRun();
    assertThat(third.begun).isNotDone();
    second.end.completeExceptionally(new VoteException("failed", null));
    third.awaitBegin();
    third.end.complete("three");
    assertThat(first.answer.join()).isEqualTo("one");
    assertThatThrownBy(second.answer::join).hasMessageContaining("failed");
    assertThat(third.answer.join()).isEqualTo("three");
  }

  @Test
  void callsOfOtherVotersDoNotWait() {
    new Made(ADA, AMPLE);
    assertThat(new Made(EVE, AMPLE).begun).isCompleted();
  }

  @Test
  void callThatWaitedTooLongIsNeverMadeAndOpensNoGap() throws Exception {
    Made first = new Made(ADA, AMPLE);
    Made hasty = new Made(ADA, HASTY);
    Made third = new Made(ADA, AMPLE);
    assertThatThrownBy(hasty.answer::join).hasCauseInstanceOf(StoreUnavailableException.class);
    letTheTimerRun();
    assertThat(third.begun).isNotDone();
    first.end.complete("one");
    third.awaitBegin();
    assertThat(hasty.begun).isNotDone();
  }

  @Test
  void callThatCannotBeMadeEndsItsTurn() {
    Made first = new Made(ADA, AMPLE);
    CompletableFuture<String> broken =
        turns.take(
            ADA,
            Deadline.in(AMPLE),
            () -> {
              throw new VoteException("broken", null);
            });
    Made third = new Made(ADA, AMPLE);
    first.end.complete("one");
    third.awaitBegin();
    assertThatThrownBy(broken::join).hasMessageContaining("broken");
  }

  @Test
  void endOfACallDoesNotEndTheTurnOfALaterOne() {
    Made first = new Made(ADA, AMPLE);
    Made second = new Made(ADA, AMPLE);
    first.end.complete("one");
    second.awaitBegin();
    assertThat(new Made(ADA, AMPLE).begun).isNotDone();
  }

  /** A call without earlier calls begins on the caller's thread. */
  @Test
  void nothingIsLeftOfTurnsThatHaveEnded() {
    Made first = new Made(ADA, AMPLE);
    Made hasty = new Made(ADA, HASTY);
    Made third = new Made(ADA, AMPLE);
    assertThatThrownBy(hasty.answer::join).hasCauseInstanceOf(StoreUnavailableException.class);
    first.end.complete("one");
    third.awaitBegin();
    third.end.complete("three");
    third.answer.join();
    assertThat(new Made(ADA, AMPLE).begun).isCompletedWithValue(Thread.currentThread());
  }
}
