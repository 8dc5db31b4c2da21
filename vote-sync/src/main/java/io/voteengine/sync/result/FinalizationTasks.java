package io.voteengine.sync.result;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.threads.Backoff;
import io.voteengine.sync.threads.DaemonThreads;
import io.voteengine.sync.threads.PeriodicTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every node does for the finalization of polls, each on a thread of its own: it says what it
 * has under way, finalizes what is due, and notifies the host. Safe for use by many threads.
 */
public final class FinalizationTasks {
  private static final Duration RETRY = Duration.ofMillis(500);

  private record Named(PeriodicTask task, String thread) {}

  private final List<Named> tasks = new ArrayList<>();
  private final UnderWayReports reports;

  public FinalizationTasks(
      VoteLedger ledger,
      LedgerFinalizations finalizations,
      Finalizer finalizer,
      VoteReconciler.Listener listener,
      UUID node,
      ReconcilerOptions options,
      ReconcilerLog events) {
    this.reports = new UnderWayReports(ledger, finalizations, listener, node);
    add("Reporting votes under way", reports::run, "vote-closing", options, events);
    if (options.finalizeAfter() != null) {
      DueFinalizations due =
          new DueFinalizations(finalizations, finalizer, options.finalizeAfter());
      add("Finalizing polls", due::run, "vote-finalizer", options, events);
    }
    if (listener.wantsResults()) {
      HostNotifications notifications = new HostNotifications(finalizations, listener, node);
      add("Notifying the host of results", notifications::run, "vote-results", options, events);
    }
  }

  private void add(
      String what,
      Supplier<Duration> work,
      String thread,
      ReconcilerOptions options,
      ReconcilerLog events) {
    Backoff backoff = new Backoff(RETRY, options.maxBackoff());
    tasks.add(new Named(new PeriodicTask(what, work, RETRY, backoff, events), thread));
  }

  /** Returns how many polls are over and not sealed yet, although their finalization has begun. */
  public int closing() {
    return reports.closing();
  }

  public void start(DaemonThreads threads) {
    tasks.forEach(named -> threads.start(named.task(), named.thread()));
  }

  /** Signals the threads to end. Does not wait for them. */
  public void stop() {
    tasks.forEach(named -> named.task().stop());
  }
}
