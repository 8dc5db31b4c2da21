package io.voteengine.redis.live;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.sync.Reconciler;
import io.voteengine.tck.LiveContract;
import io.voteengine.tck.testing.Waiting;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcConnectionPool;

/** Engines on a Redis that others may use too: they have keys and a database of their own. */
final class RedisNodes {
  private RedisNodes() {}

  static LiveContract.Nodes on(String uri) {
    String prefix = UUID.randomUUID().toString();
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    database.setMaxConnections(50);
    VoteSchema.migrate(database);
    return new LiveContract.Nodes() {
      @Override
      public VoteEngine node(UnaryOperator<VoteEngineBuilder> options) {
        return options
            .apply(
                VoteEngine.builder(
                        RedisVoteStore.builder(uri).keyPrefix(prefix).build(),
                        JdbcVoteLedger.over(database))
                    .reconciler(Reconciler.withDefaults())
                    .partitions(4)
                    .acceptedDeadline(Waiting.AMPLE))
            .build();
      }

      @Override
      public void close() {
        database.dispose();
      }
    };
  }
}
