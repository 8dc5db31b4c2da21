package io.voteengine.bench.site;

import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.bench.check.Differences;
import io.voteengine.bench.check.Expected;
import io.voteengine.bench.check.LedgerCheck;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.Reconciler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One engine on the servers of a run, with one poll. */
public final class EngineSite implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final int partitions;
  private final SqlSpace space;
  private final VoteEngine engine;

  /**
   * @param backlog how many votes may wait for the ledger, in each partition and in the engine
   */
  public EngineSite(Servers servers, SqlSpace space, Poll poll, int partitions, int backlog) {
    this.partitions = partitions;
    this.space = space;
    space.migrate();
    engine =
        VoteEngine.builder(store(servers.redis(), backlog), space.ledger())
            .partitions(partitions)
            .maxPending(backlog)
            .drainTimeout(PATIENCE)
            .reconciler(Reconciler.withDefaults())
            .build();
    engine.polls().define(poll);
  }

  private static VoteStore store(@Nullable RedisServer redis, int most) {
    if (redis == null) {
      return InMemoryVoteStore.builder().maxBacklog(most).build();
    }
    return RedisVoteStore.builder(redis.uri()).maxBacklog(most).build();
  }

  public VoteEngine engine() {
    return engine;
  }

  /** Waits until the ledger has all votes. */
  public void drain() {
    if (!engine.drain(PATIENCE)) {
      throw new IllegalStateException("The ledger has not caught up within " + PATIENCE);
    }
  }

  /** Closes the engine, and compares store and ledger with what they must have. */
  public Differences check(Expected expected) {
    Differences differences = new Differences();
    LedgerCheck check = new LedgerCheck(expected, partitions);
    check.store(engine, differences);
    engine.close();
    try (VoteLedger ledger = space.ledger()) {
      ledger.open(partitions);
      check.ledger(ledger, differences);
    }
    return differences;
  }

  @Override
  public void close() {
    engine.close();
  }
}
