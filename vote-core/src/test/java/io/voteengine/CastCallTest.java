package io.voteengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.spi.CastCommand;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deadline that passes just as the store is about to be asked. */
class CastCallTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final CastCall call = call();

  @AfterEach
  void endTimer() {
    timer.shutdownNow();
  }

  @Test
  void aVoteThatWasToldUncastIsNotCastAfterwards() {
    call.expired(null);
    assertThat(call.result).isCompletedExceptionally();
    call.attempt();
    assertThat(asked).hasValue(0);
  }

  @Test
  void aVoteOfWhichTheStoreHasBeenAskedIsNotToldUncast() {
    call.attempt();
    call.expired(null);
    assertThat(call.result.join().reply()).isNull();
    assertThat(asked).hasValue(1);
  }

  private CastCall call() {
    VoteStore store =
        as(
            VoteStore.class,
            (proxy, method, args) -> {
              asked.incrementAndGet();
              return new CompletableFuture<>();
            });
    Term term = new Term(0, 1, "server");
    VoteLedger ledger =
        as(VoteLedger.class, (proxy, method, args) -> List.of(new Position(term, 0, 0)));
    Terms terms = new Terms(ledger, Runnable::run);
    CastCommand vote =
        CastCommand.first(
            VoterId.of("ada"),
            SubjectId.of("posts", "1"),
            Choice.UP,
            false,
            RequestId.of(new UUID(1, 1)),
            0,
            0,
            null,
            true);
    Loader loader = new Loader(store, ledger, terms, Runnable::run, 1, new Counters());
    return new CastCall(
        store,
        terms,
        loader,
        CastCall.Owed.NOTHING,
        timer,
        vote,
        Deadline.in(Duration.ofMinutes(1)));
  }

  private static <T> T as(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}
