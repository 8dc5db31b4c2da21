package io.voteengine.bench.endpoint;

import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.SubjectId;
import io.voteengine.bench.check.Ids;
import io.voteengine.bench.load.LoadedStore;
import io.voteengine.bench.site.Servers;
import io.voteengine.redis.RedisVoteStore;
import io.voteengine.spi.PermitReply;
import io.voteengine.spi.SharedLimit;
import java.time.Duration;
import java.util.Objects;

/** The limiter of our store: permits of one key. */
final class OurLimiter extends Limiter {
  private static final SharedLimit LIMIT =
      new SharedLimit(SharedLimit.Kind.KEY, "limited", new RateLimit(PERMITS, Duration.ofDays(1)));

  private final LoadedStore store;

  OurLimiter(Servers servers) {
    store =
        LoadedStore.open(
            RedisVoteStore.connect(Objects.requireNonNull(servers.redis(), "redis").uri()),
            Poll.named(Ids.POLL),
            new SubjectId[] {Ids.subjectId(0)});
  }

  @Override
  boolean take() {
    return store.takePermit(LIMIT).toCompletableFuture().join() == PermitReply.Simple.TAKEN;
  }

  @Override
  public void close() {
    store.close();
  }
}
