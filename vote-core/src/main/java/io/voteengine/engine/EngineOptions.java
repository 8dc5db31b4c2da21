package io.voteengine.engine;

import io.voteengine.RateLimit;
import io.voteengine.cache.NearCacheOptions;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.VoteListener;
import io.voteengine.live.LiveOptions;
import io.voteengine.metrics.CastObserver;
import io.voteengine.result.ResultOptions;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The options of an engine, checked; see the setters of {@link io.voteengine.VoteEngineBuilder}.
 */
public record EngineOptions(
    VoteStore store,
    VoteLedger ledger,
    VoteReconciler reconciler,
    int partitions,
    Duration acceptedDeadline,
    Duration durableDeadline,
    Duration drainTimeout,
    int maxPending,
    int loaderThreads,
    @Nullable RateLimit limitPerVoter,
    @Nullable RateLimit limitPerKey,
    @Nullable Executor callbackExecutor,
    InstantSource clock,
    List<VoteListener> listeners,
    @Nullable CacheInvalidator cacheInvalidator,
    Duration debounce,
    LiveOptions live,
    ResultOptions results,
    @Nullable NearCacheOptions nearCache,
    @Nullable CastObserver castObserver) {}
