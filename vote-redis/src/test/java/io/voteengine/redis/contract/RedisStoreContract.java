package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.spi.VoteStore;
import io.voteengine.tck.VoteStoreContract;
import java.time.InstantSource;
import java.util.UUID;

/** The contract on a Redis, where each test has keys of its own. */
abstract class RedisStoreContract extends VoteStoreContract {
  /** Begins a store on the Redis under test. */
  abstract RedisVoteStoreBuilder builder();

  @Override
  public final VoteStore newStore(InstantSource clock, int backlog) {
    return apart(builder(), backlog);
  }

  static VoteStore apart(RedisVoteStoreBuilder builder, int backlog) {
    return builder.keyPrefix(UUID.randomUUID().toString()).maxBacklog(backlog).build();
  }

  static RedisClient client(String uri) {
    RedisClient client = RedisClient.create(uri);
    client.setOptions(RedisVoteStore.clientOptions());
    return client;
  }
}
