package io.voteengine.spring.config;

import io.voteengine.sync.ReconcilerBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The reconciler. Give all nodes of a site the same values.
 *
 * @param threads Number of threads that flush votes to the ledger, 0 to 64, with one connection
 *     each; 2 if not set.
 * @param maxBatchSize Number of votes that one transaction carries, 1 to 100000; 1000 if not set.
 * @param linger How long a vote may wait for others to share its transaction; 20ms if not set.
 * @param degradedMode Whether votes are cast in the ledger while the store cannot be reached.
 * @param storeTimeout How long to wait for an answer of the store; 5s if not set.
 * @param lease How long a node counts as alive after its last renewal, 100ms to 1h; 3s if not set.
 * @param evictAfter How long an unused subject stays in the store, 1s to 90d; 1h if not set.
 * @param maintenanceInterval How often the ledger removes what is older than its retention; 1h if
 *     not set.
 * @param auditInterval How often every subject is audited in the background; 1d if not set.
 */
public record ReconcilerProperties(
    @Nullable Integer threads,
    @Nullable Integer maxBatchSize,
    @Nullable Duration linger,
    @DefaultValue("true") boolean degradedMode,
    @Nullable Duration storeTimeout,
    @Nullable Duration lease,
    @Nullable Duration evictAfter,
    @Nullable Duration maintenanceInterval,
    @Nullable Duration auditInterval) {

  /** Sets the options that have a value. */
  public void apply(ReconcilerBuilder builder) {
    String reconciler = "voteengine.reconciler.";
    Option.set(reconciler + "threads", threads, builder::threads);
    Option.set(reconciler + "max-batch-size", maxBatchSize, builder::maxBatchSize);
    Option.set(reconciler + "linger", linger, builder::linger);
    Option.set(reconciler + "store-timeout", storeTimeout, builder::storeTimeout);
    Option.set(reconciler + "lease", lease, builder::lease);
    Option.set(reconciler + "evict-after", evictAfter, builder::evictAfter);
    Option.set(
        reconciler + "maintenance-interval", maintenanceInterval, builder::maintenanceInterval);
    Option.set(reconciler + "audit-interval", auditInterval, builder::auditInterval);
    if (!degradedMode) {
      builder.withoutDegradedMode();
    }
  }
}
