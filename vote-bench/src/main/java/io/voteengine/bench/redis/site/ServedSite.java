package io.voteengine.bench.redis.site;

import io.voteengine.Poll;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.Reconciler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Engines as in production, on a Redis and on a new schema of PostgreSQL. */
public final class ServedSite implements AutoCloseable {
  public static final String POLL = "posts";
  public static final int PARTITIONS = 16;

  private final TestDatabase database = TestDatabase.postgres();
  private final List<VoteEngine> engines = new ArrayList<>();

  /**
   * @param redis a URI
   * @param options options of the engines beyond the defaults
   */
  public ServedSite(String redis, int nodes, UnaryOperator<VoteEngineBuilder> options) {
    VoteSchema.migrate(database.dataSource());
    for (int i = 0; i < nodes; i++) {
      VoteEngineBuilder builder =
          VoteEngine.builder(RedisVoteStore.connect(redis), ledger())
              .reconciler(Reconciler.withDefaults());
      engines.add(options.apply(builder).build());
    }
    engines.get(0).polls().define(Poll.named(POLL).unlimited());
  }

  public VoteEngine engine(int number) {
    return engines.get(number % engines.size());
  }

  public List<VoteEngine> engines() {
    return engines;
  }

  /** Returns another ledger on the same tables, which is not open. */
  public VoteLedger ledger() {
    return JdbcVoteLedger.connect(database.url(), database.user(), database.password());
  }

  public TestDatabase database() {
    return database;
  }

  @Override
  public void close() {
    engines.forEach(VoteEngine::close);
    database.close();
  }
}
