package io.voteengine.sync;

import io.voteengine.sync.audit.AuditLoop;
import io.voteengine.sync.degraded.ReturnToStore;
import io.voteengine.sync.flush.Maintenance;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.threads.Backoff;
import io.voteengine.sync.threads.DaemonThreads;
import io.voteengine.sync.threads.PeriodicTask;
import java.time.Duration;

/**
 * What a reconciler does beside flushing, each on a thread of its own: maintenance, healing, and
 * the audit. Safe for use by many threads.
 */
final class BackgroundTasks {
  private final PeriodicTask maintaining;
  private final PeriodicTask healing;
  private final PeriodicTask auditing;

  /**
   * @param healEvery the pause between two healings
   */
  BackgroundTasks(
      Maintenance maintenance,
      ReturnToStore healer,
      Duration healEvery,
      AuditLoop audit,
      ReconcilerOptions options,
      ReconcilerLog events) {
    this.maintaining =
        new PeriodicTask(
            "Maintenance of the ledger",
            maintenance::run,
            options.maintenance(),
            new Backoff(options.firstBackoff(), options.maxBackoff()),
            events);
    this.healing =
        new PeriodicTask(
            "Loading stale subjects again",
            healer::run,
            healEvery,
            new Backoff(healEvery, healEvery),
            events);
    this.auditing =
        new PeriodicTask(
            "The audit",
            audit::step,
            options.firstBackoff(),
            new Backoff(options.firstBackoff(), options.maxBackoff()),
            events);
  }

  void start(DaemonThreads threads) {
    threads.start(maintaining, "vote-maintenance");
    threads.start(healing, "vote-healer");
    threads.start(auditing, "vote-auditor");
  }

  /** Heals now, or once more when a healing runs. */
  void heal() {
    healing.wake();
  }

  void stop() {
    maintaining.stop();
    healing.stop();
    auditing.stop();
  }
}
