package io.voteengine.spring.config;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The store in Redis. Does not use vote-redis, which may be missing.
 *
 * @param url Where Redis is: redis://host:port, redis-sentinel://host:port?sentinelMasterId=name or
 *     redis-cluster://host:port,host:port; rediss for TLS. Without it, the connection details of
 *     Spring Data Redis are used (spring.data.redis.*, or a service connection).
 * @param keyPrefix What every key begins with, 1 to 64 characters without braces; "vote" if not
 *     set. Sites that share a server need different ones.
 * @param timeout How long to wait for an answer of the server; 2s if not set.
 * @param maxBacklog Number of events of each partition that may wait for the ledger, 1 to 1000000;
 *     100000 if not set.
 * @param maxBatchSize Number of votes of a partition that share a call, 1 to 256; 64 if not set.
 * @param maxWaiting Number of votes of each partition that may wait for their turn; 4096 if not
 *     set.
 * @param takeOverFrom Identity of the former ledger, to move the store to another database.
 */
public record RedisProperties(
    @Nullable String url,
    @Nullable String keyPrefix,
    @Nullable Duration timeout,
    @Nullable Integer maxBacklog,
    @Nullable Integer maxBatchSize,
    @Nullable Integer maxWaiting,
    @Nullable UUID takeOverFrom) {}
