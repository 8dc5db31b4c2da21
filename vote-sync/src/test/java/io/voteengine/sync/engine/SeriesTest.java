package io.voteengine.sync.engine;

import io.voteengine.VoteEngine;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.SeriesContract;
import io.voteengine.tck.testing.MovableClock;
import java.time.Duration;

/** Series on the in-memory store. */
class SeriesTest extends SeriesContract {
  @Override
  protected VoteEngine engine(MovableClock clock) {
    return VoteEngine.builder(
            InMemoryVoteStore.builder().clock(clock).build(), JdbcVoteLedger.memory())
        .reconciler(Reconciler.withDefaults())
        .clock(clock)
        .partitions(4)
        .acceptedDeadline(Duration.ofMinutes(1))
        .build();
  }
}
