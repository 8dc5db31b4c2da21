package io.voteengine.bench.redis.site;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.bench.load.Accepted;
import io.voteengine.bench.load.LoadedStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.spi.CastReply;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A store in Redis with subjects loaded and no engine above it. Its votes must be accepted. */
public final class RedisSite implements AutoCloseable {
  /** These ids share their upper half, as all ids made by one engine do. */
  private static final long MAKER = 0x4f1d_9c3a_77e2_8b05L;

  private final LoadedStore store;

  private RedisSite(LoadedStore store) {
    this.store = store;
  }

  /** As below, with a limiter that works and never refuses. */
  public static RedisSite open(RedisVoteStoreBuilder builder, int subjects) {
    return open(builder, Poll.named("posts").limit(1_000_000, Duration.ofMillis(1)), subjects);
  }

  /** Opens the store, empties it, and loads subjects without votes. */
  public static RedisSite open(RedisVoteStoreBuilder builder, Poll poll, int subjects) {
    return new RedisSite(
        LoadedStore.open(
            builder.maxBacklog(1_000_000).build(),
            poll,
            IntStream.range(0, subjects)
                .mapToObj(i -> SubjectId.of(poll.name(), "subject-%05d".formatted(i)))
                .toArray(SubjectId[]::new)));
  }

  /** Casts a vote that always changes something: a first one, or one that takes it back. */
  public CompletionStage<CastReply> cast(int subject, VoterId voter, long request) {
    return store
        .cast(subject, voter, RequestId.of(new UUID(MAKER, request)))
        .thenApply(Accepted::check);
  }

  /** Returns the sum of all tallies. */
  public long tallies() {
    return store.tallies();
  }

  /** Deletes the journals, as a reconciler would once the ledger has them. */
  public void trim() {
    store.trim();
  }

  @Override
  public void close() {
    store.close();
  }
}
