package io.voteengine.redis.contract;

import io.lettuce.core.RedisClient;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.testing.FakeClockRedis;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.tck.VoteStoreClockContract;
import io.voteengine.util.Micros;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract with a clock that jumps, on a Redis whose clock is set before each call. */
@Tag("chaos")
class FakeClockRedisVoteStoreTest extends VoteStoreClockContract {
  private static FakeClockRedis redis;
  private static RedisClient client;

  @BeforeAll
  static void connect() {
    redis = FakeClockRedis.start();
    client = RedisStoreContract.client(redis.uri());
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    redis.close();
  }

  @Override
  public VoteStore newStore(InstantSource clock, int backlog) {
    VoteStore store = RedisStoreContract.apart(RedisVoteStore.builder(client), backlog);
    return (VoteStore)
        Proxy.newProxyInstance(
            VoteStore.class.getClassLoader(),
            new Class<?>[] {VoteStore.class},
            (proxy, method, args) -> {
              // Reads write nothing, so they leave no trace of the clock; this step does.
              if (redis.setClock(Micros.of(clock.instant())) && args[0] instanceof Term term) {
                store.applied(term, 0).toCompletableFuture().join();
              }
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
