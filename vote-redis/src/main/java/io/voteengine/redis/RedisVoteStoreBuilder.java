package io.voteengine.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.SslOptions;
import io.voteengine.redis.cast.CastLane;
import io.voteengine.redis.client.SafeOptions;
import io.voteengine.redis.script.Keys;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link RedisVoteStore}. Not safe for use by many threads. */
public final class RedisVoteStoreBuilder {
  private final BiFunction<Duration, @Nullable SslOptions, AbstractRedisClient> client;
  final boolean owned;
  private String keyPrefix = "vote";
  private int backlog = 100_000;
  private int together = 64;
  private int waiting = 4096;
  private Duration timeout = SafeOptions.TIMEOUT;
  private @Nullable UUID formerLedger;
  private @Nullable SslOptions sslOptions;

  /**
   * @param client makes a client whose calls have the given timeout and TLS options
   */
  RedisVoteStoreBuilder(
      BiFunction<Duration, @Nullable SslOptions, AbstractRedisClient> client, boolean owned) {
    this.client = client;
    this.owned = owned;
  }

  /**
   * Sets what every key begins with. Sites with different prefixes may share a server; with the
   * same prefix, the second one is refused.
   *
   * @param prefix 1 to 64 characters without braces; {@code vote} by default
   * @return this builder
   * @throws IllegalArgumentException when it is empty, too long, or contains a brace: in a cluster
   *     a brace would spread a partition over several slots
   */
  public RedisVoteStoreBuilder keyPrefix(String prefix) {
    if (prefix.isEmpty() || prefix.length() > 64 || prefix.matches("(?s).*[{}].*")) {
      throw new IllegalArgumentException(
          "keyPrefix must be 1 to 64 characters without braces: " + prefix);
    }
    this.keyPrefix = prefix;
    return this;
  }

  /**
   * Lets the store change from another ledger to this engine's, for example after a move to another
   * database. What its journals still hold goes to this engine's ledger. First close the engines of
   * the other ledger; those that still run are refused from then on, and cast their votes in their
   * own ledger. Has no effect once the store belongs to this engine's ledger, so the option may
   * stay.
   *
   * @param formerLedger the identity of the ledger that the store belongs to so far; the message
   *     that refuses the store names it
   * @return this builder
   */
  public RedisVoteStoreBuilder takeOverFrom(UUID formerLedger) {
    this.formerLedger = Objects.requireNonNull(formerLedger, "formerLedger");
    return this;
  }

  /**
   * Sets how many events of each partition may wait for the ledger; votes beyond that are refused.
   * An event takes 100 to 600 bytes of the server's memory, depending on the length of its ids.
   *
   * @param events 1 to 1,000,000; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
   */
  public RedisVoteStoreBuilder maxBacklog(int events) {
    this.backlog = range("maxBacklog", events, 1_000_000);
    return this;
  }

  /**
   * Sets how many votes of a partition may share one call. A call keeps the server busy for a few
   * microseconds per vote.
   *
   * @param votes 1 to 256; 64 by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
   */
  public RedisVoteStoreBuilder maxBatchSize(int votes) {
    this.together = range("maxBatchSize", votes, CastLane.MAX_TOGETHER);
    return this;
  }

  /**
   * Sets how many votes of each partition may wait in this process for their turn. Further ones
   * fail with {@link io.voteengine.spi.StoreUnavailableException}.
   *
   * @param votes 1 or more; 4,096 by default
   * @return this builder
   * @throws IllegalArgumentException when it is less than 1
   */
  public RedisVoteStoreBuilder maxWaiting(int votes) {
    this.waiting = range("maxWaiting", votes, Integer.MAX_VALUE);
    return this;
  }

  /**
   * Sets how long to wait for each answer of the server. A vote waits no longer than its own
   * deadline. If you pass your own cluster client, its calls end after the time in its {@code
   * TimeoutOptions} instead.
   *
   * @param timeout 1 ms or more; 2 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is less than 1 ms
   */
  public RedisVoteStoreBuilder timeout(Duration timeout) {
    if (Objects.requireNonNull(timeout, "timeout").toMillis() < 1) {
      throw new IllegalArgumentException("timeout must be 1 ms or more: " + timeout);
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * Sets keys and trusted certificates for TLS, where those of the JVM do not fit. The URI turns
   * TLS on ({@code rediss}).
   *
   * @param options the options; the JVM's by default
   * @return this builder
   * @throws IllegalArgumentException when the store uses your own client, which has its own options
   */
  public RedisVoteStoreBuilder sslOptions(SslOptions options) {
    if (!owned) {
      throw new IllegalArgumentException(
          "sslOptions must be set on your own client: client.setOptions(...)");
    }
    this.sslOptions = Objects.requireNonNull(options, "sslOptions");
    return this;
  }

  /**
   * Builds the store, which connects when it is opened.
   *
   * @return the store
   */
  public RedisVoteStore build() {
    return new RedisVoteStore(this, client.apply(timeout, sslOptions));
  }

  StoreOptions options() {
    return new StoreOptions(new Keys(keyPrefix), backlog, together, waiting, timeout, formerLedger);
  }

  private static int range(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %,d: %,d".formatted(option, max, value));
    }
    return value;
  }
}
