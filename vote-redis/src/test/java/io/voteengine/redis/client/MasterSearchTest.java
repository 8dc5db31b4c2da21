package io.voteengine.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.voteengine.tck.testing.Waiting;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MasterSearchTest {
  private final Throwable ofAReplica =
      new RedisCommandExecutionException("READONLY You can't write against a read only replica.");

  /** The second search begins after the pause between two of them. */
  @Test
  void searchThatFailsAtOnceIsFollowedByAnother() {
    AtomicInteger searches = new AtomicInteger();
    MasterSearch search =
        MasterSearch.byReconnecting(
            () -> {
              searches.incrementAndGet();
              throw new RedisException("thrown at once");
            });
    search.after(ofAReplica);
    search.after(ofAReplica);
    assertThat(searches).hasValue(1);
    Waiting.until(
        () -> {
          search.after(ofAReplica);
          return searches.get() == 2;
        });
  }
}
