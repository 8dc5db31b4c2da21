package io.voteengine.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.VoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallbacksTest {
  private final List<Runnable> tasks = new ArrayList<>();
  private final Callbacks callbacks = new Callbacks(tasks::add, 2);

  @Test
  void answersWaitForTheExecutorAndAreCounted() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> one = callbacks.handOver(answer);
    CompletableFuture<String> two = callbacks.handOver(answer);
    assertThat(callbacks.isFull()).isFalse();
    answer.complete("answer");
    assertThat(callbacks.isFull()).isTrue();
    assertThat(one).isNotDone();
    tasks.remove(0).run();
    assertThat(callbacks.isFull()).isFalse();
    tasks.remove(0).run();
    assertThat(one).isCompletedWithValue("answer");
    assertThat(two).isCompletedWithValue("answer");
  }

  @Test
  void whatIsDoneNeedsNoExecutor() {
    CompletableFuture<String> done = CompletableFuture.completedFuture("answer");
    assertThat(callbacks.handOver(done)).isCompletedWithValue("answer").isNotSameAs(done);
    assertThat(tasks).isEmpty();
  }

  @Test
  void failuresComeBareEitherWay() {
    VoteException bare = new VoteException("the cause", null);
    CompletableFuture<String> answer = new CompletableFuture<>();
    AtomicReference<Throwable> late = seen(callbacks.handOver(answer));
    answer.completeExceptionally(new CompletionException(bare));
    tasks.remove(0).run();
    AtomicReference<Throwable> early = seen(callbacks.handOver(answer));
    assertThat(late).hasValue(bare);
    assertThat(early).hasValue(bare);
  }

  private static AtomicReference<Throwable> seen(CompletableFuture<String> future) {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    future.whenComplete((value, failure) -> seen.set(failure));
    return seen;
  }
}
