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
 * What a reconciler does beside flushing, each on a thread of its own: maintenance, healing, the
 * audit, and the rankings. Safe for use by many threads.
 */
final class BackgroundTasks {
  private static final Duration RANK_EVERY = Duration.ofSeconds(1);

  private final PeriodicTask maintaining;
  private final PeriodicTask healing;
  private final PeriodicTask auditing;
  private final PeriodicTask ranking;

  /**
   * @param healEvery the pause between two healings
   * @param rankings brings the rankings up to date
   */
  BackgroundTasks(
      Maintenance maintenance,
      ReturnToStore healer,
      Duration healEvery,
      AuditLoop audit,
      Runnable rankings,
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
    this.ranking = ranking(rankings, events);
  }

  /** Runs once a second; a failure is logged, and the next run does the work. */
  private static PeriodicTask ranking(Runnable rankings, ReconcilerLog events) {
    return new PeriodicTask(
        "Ranking subjects",
        () -> {
          rankings.run();
          return RANK_EVERY;
        },
        RANK_EVERY,
        new Backoff(RANK_EVERY, RANK_EVERY.multipliedBy(8)),
        events);
  }

  void start(DaemonThreads threads) {
    threads.start(maintaining, "vote-maintenance");
    threads.start(healing, "vote-healer");
    threads.start(auditing, "vote-auditor");
    threads.start(ranking, "vote-ranker");
  }

  /** Heals now, or once more when a healing runs. */
  void heal() {
    healing.wake();
  }

  void stop() {
    maintaining.stop();
    healing.stop();
    auditing.stop();
    ranking.stop();
  }
}
