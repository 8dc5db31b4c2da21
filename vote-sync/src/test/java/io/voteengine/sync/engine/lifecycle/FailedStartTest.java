package io.voteengine.sync.engine.lifecycle;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.listener.VoteListener;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.testing.Faults;
import io.voteengine.tck.testing.SomeLedger;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An engine that could not start leaves nothing running. */
class FailedStartTest {

  @Test
  void errorWhileWarmingUpEndsAllThreads() {
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    InMemoryVoteStore store = InMemoryVoteStore.create();
    store.open(16, SomeLedger.ID);
    VoteEngineBuilder builder =
        VoteEngine.builder(
                Faults.store(
                    () -> store,
                    method -> {
                      if (method.equals("cast")) {
                        throw new LinkageError("an error of the store's");
                      }
                      return Faults.Fault.NONE;
                    }),
                JdbcVoteLedger.memory())
            .listener(VoteListener.of(event -> {}))
            .cacheInvalidator(changes -> {})
            .reconciler(Reconciler.withDefaults());
    assertThatThrownBy(builder::build).isInstanceOf(LinkageError.class);
    await()
        .atMost(AMPLE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("vote-"))
                    .allMatch(before::contains));
  }
}
