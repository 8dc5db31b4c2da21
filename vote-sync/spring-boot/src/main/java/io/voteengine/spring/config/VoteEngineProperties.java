package io.voteengine.spring.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the engine. What is not set keeps the default of the library's builders, as
 * docs/configuration.md lists them. A property that does not exist is refused by its name.
 *
 * @param enabled Whether to configure an engine; false leaves the application without one.
 * @param name Name of the engine in the tag "engine" of its metrics.
 * @param store Where votes are cast. Redis if vote-redis is on the class path, else memory.
 * @param partitions Number of partitions, a power of two from 1 to 1024. Fixed at the first start;
 *     16 if not set.
 * @param acceptedDeadline Time within which a vote or a page is answered; 1s if not set.
 * @param durableDeadline Time within which a vote that waits for the database is answered; 5s if
 *     not set.
 * @param drainTimeout Time in which the closing engine carries the last votes to the ledger; 10s if
 *     not set. Keep it below spring.lifecycle.timeout-per-shutdown-phase.
 * @param maxPending Number of acknowledged votes that may wait for the ledger; 100000 if not set.
 * @param loaderThreads Number of threads that read the ledger for votes on subjects that the store
 *     does not hold; 4 if not set.
 * @param limitPerVoter Limit of one voter over all subjects; none if not set.
 * @param limitPerKey Limit of one limit key over all subjects, such as an address; none if not set.
 * @param redis The store in Redis.
 * @param ledger The ledger in SQL.
 * @param reconciler The reconciler, which carries votes from store to ledger.
 * @param live Live counts.
 * @param polls Polls to define at each start, by their names.
 * @param series Series of polls to define at each start, by their names.
 * @param health The health contributor "votes".
 * @param metrics The meters for Micrometer.
 * @param observations An observation of each cast, for traces.
 */
@ConfigurationProperties(value = "voteengine", ignoreUnknownFields = false)
public record VoteEngineProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("votes") String name,
    @Nullable StoreType store,
    @Nullable Integer partitions,
    @Nullable Duration acceptedDeadline,
    @Nullable Duration durableDeadline,
    @Nullable Duration drainTimeout,
    @Nullable Integer maxPending,
    @Nullable Integer loaderThreads,
    @NestedConfigurationProperty @Nullable LimitProperties limitPerVoter,
    @NestedConfigurationProperty @Nullable LimitProperties limitPerKey,
    @NestedConfigurationProperty @DefaultValue RedisProperties redis,
    @NestedConfigurationProperty @DefaultValue LedgerProperties ledger,
    @NestedConfigurationProperty @DefaultValue ReconcilerProperties reconciler,
    @NestedConfigurationProperty @DefaultValue LiveProperties live,
    @DefaultValue Map<String, PollProperties> polls,
    @DefaultValue Map<String, SeriesProperties> series,
    @DefaultValue Health health,
    @DefaultValue Metrics metrics,
    @DefaultValue Observations observations) {

  /** Where votes are cast. */
  public enum StoreType {
    /** In Redis; needs vote-redis. */
    REDIS,
    /** In this process. */
    MEMORY
  }

  /**
   * The health contributor.
   *
   * @param timeout How long a health check waits for answers of store and ledger.
   */
  public record Health(@DefaultValue("1s") Duration timeout) {}

  /**
   * The meters for Micrometer.
   *
   * @param enabled Whether to bind the engine's meters to the application's registry.
   */
  public record Metrics(@DefaultValue("true") boolean enabled) {}

  /**
   * Traces.
   *
   * @param enabled Whether to make an observation "voteengine.cast" of each cast.
   */
  public record Observations(@DefaultValue("false") boolean enabled) {}
}
