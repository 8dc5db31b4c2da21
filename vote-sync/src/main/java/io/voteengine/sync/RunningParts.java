package io.voteengine.sync;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.ledger.LedgerFinalizations;
import io.voteengine.sync.audit.AuditLoop;
import io.voteengine.sync.audit.Auditor;
import io.voteengine.sync.degraded.DegradableServer;
import io.voteengine.sync.degraded.ReturnToStore;
import io.voteengine.sync.flush.Drain;
import io.voteengine.sync.flush.Evictor;
import io.voteengine.sync.flush.FlushMeters;
import io.voteengine.sync.flush.Maintenance;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.heal.Healer;
import io.voteengine.sync.nodes.Leases;
import io.voteengine.sync.nodes.Node;
import io.voteengine.sync.result.FinalizationTasks;
import io.voteengine.sync.result.Finalizer;
import io.voteengine.sync.threads.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reconciler that has started: its parts, and their threads, if it has any. The thread that
 * starts it has opened every partition before any other thread runs. Safe for use by many threads.
 */
final class RunningParts {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /** How long a subject that another node has marked stays stale. */
  private static final Duration HEAL_EVERY = Duration.ofSeconds(1);

  /** Longer than subjects stay stale. */
  private static final Duration DRIFT_LASTS = HEAL_EVERY.multipliedBy(2);

  private final ReconcilerOptions options;
  private final ReconcilerLog events;
  private final VoteLedger ledger;
  private final List<PartitionReconciler> partitions;
  private final Healer healer;
  private final Auditor auditor;
  private final @Nullable Node node;
  private final BackgroundTasks background;
  private final @Nullable Finalizer finalizer;
  private final @Nullable FinalizationTasks finalizing;
  private final DaemonThreads threads = new DaemonThreads();

  private RunningParts(
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      Leases leases,
      @Nullable DegradableServer degradable,
      ReconcilerOptions options,
      FlushMeters meters,
      ReconcilerLog events) {
    this.ledger = ledger;
    this.options = options;
    this.events = events;
    boolean threaded = options.threads() > 0;
    List<Position> positions = ledger.positions();
    int count = positions.size();
    List<PartitionReconciler> all = new ArrayList<>();
    for (Position position : positions) {
      all.add(
          new PartitionReconciler(
              position.term().partition(),
              store,
              ledger,
              listener,
              options,
              threaded ? leases.claim()::require : () -> {},
              new Evictor(options.evictAfter(), count, listener::evicted, events),
              meters,
              events));
    }
    this.partitions = List.copyOf(all);
    this.healer = new Healer(store, ledger, options.storeTimeout(), listener);
    this.auditor =
        new Auditor(store, ledger, options.storeTimeout(), DRIFT_LASTS, listener, events);
    partitions.forEach(PartitionOpening::open);
    events.recoveries().flush();
    this.node =
        threaded
            ? new Node(partitions, store.signals(), leases, ledger, listener, options, events)
            : null;
    this.background =
        new BackgroundTasks(
            new Maintenance(ledger, options.maintenance(), listener, events),
            new ReturnToStore(healer, degradable, HEAL_EVERY),
            HEAL_EVERY,
            new AuditLoop(auditor, ledger, count, this::flushes, options.audit()),
            ledger::refreshRankings,
            options,
            events);
    LedgerFinalizations finalizations = ledger.finalizations().orElse(null);
    this.finalizer =
        finalizations == null
            ? null
            : new Finalizer(
                store,
                ledger,
                finalizations,
                listener,
                this::drain,
                this::audit,
                leases.node(),
                options.storeTimeout(),
                options.finalizeFor());
    this.finalizing =
        finalizations == null || finalizer == null
            ? null
            : new FinalizationTasks(
                ledger, finalizations, finalizer, listener, leases.node(), options, events);
  }

  Finalization finalizePoll(String poll) {
    if (finalizer == null) {
      throw new FinalizationException(
          "The ledger seals no polls: "
              + ledger
              + ". Several ledgers behind one (PartitionedVoteLedger) cannot seal a poll together.",
          null);
    }
    return finalizer.run(poll);
  }

  /**
   * Opens every partition, and starts the threads.
   *
   * @param degradable serves the partitions whose store cannot be reached; null for none
   */
  static RunningParts start(
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      Leases leases,
      @Nullable DegradableServer degradable,
      ReconcilerOptions options,
      FlushMeters meters,
      ReconcilerLog events) {
    RunningParts started =
        new RunningParts(store, ledger, listener, leases, degradable, options, meters, events);
    if (started.node != null) {
      started.node.start(started.threads::start);
      started.background.start(started.threads);
      if (started.finalizing != null) {
        started.finalizing.start(started.threads);
      }
    }
    return started;
  }

  /** Returns whether polls can be finalized without a call. */
  boolean finalizes() {
    return node != null && finalizing != null;
  }

  StepResult step(int partition) {
    StepResult result = partitions.get(partition).step();
    events.recoveries().flush();
    return result;
  }

  void wake(int partition, CompletionStage<?> waiting) {
    if (node != null) {
      node.wake(partition, waiting);
    }
  }

  boolean flushes(int partition) {
    return node != null && node.serves(partition);
  }

  /** Returns how many polls are being finalized and not sealed yet, on whichever node. */
  long closing() {
    return finalizing == null ? 0 : finalizing.closing();
  }

  /** Returns how many partitions this node flushes. Without threads, that is all of them. */
  long flushing() {
    return served().count();
  }

  /** Returns how many events the ledger lacks in those partitions, as far as their steps know. */
  long backlog() {
    return served().mapToLong(PartitionReconciler::backlog).sum();
  }

  private Stream<PartitionReconciler> served() {
    return partitions.stream().filter(each -> node == null || node.serves(each.number()));
  }

  /** Retries what has failed now: a store that was silent answers again. */
  void retry() {
    if (node != null) {
      node.retry();
      background.heal();
    }
  }

  boolean heal() {
    try {
      Healer.Healing done = healer.heal();
      if (done.failure() != null) {
        throw done.failure();
      }
      return done.left().isEmpty();
    } catch (VoteException e) {
      log.warn("Not all stale subjects could be unloaded from the store; this is retried", e);
      return false;
    }
  }

  List<SubjectId> audit(String poll) {
    List<SubjectId> healed = auditor.audit(poll, partitions.size());
    heal();
    return healed;
  }

  boolean drain(Duration timeout) {
    boolean drained = new Drain(timeout).run(partitions);
    if (drained) {
      try {
        ledger.refreshRankings();
      } catch (VoteException e) {
        log.warn("The subjects could not be ranked after a drain; this is retried", e);
      }
    }
    return drained;
  }

  /** Signals the threads to end. Does not wait for them. */
  void stop() {
    if (node != null) {
      node.stop();
    }
    background.stop();
    if (finalizer != null) {
      finalizer.stop();
    }
    if (finalizing != null) {
      finalizing.stop();
    }
    auditor.stop();
  }

  /** Waits for the threads, then gives back the leases. Returns false when interrupted. */
  boolean end() {
    boolean ended = threads.join(options.storeTimeout());
    if (node != null) {
      node.leave();
    }
    return ended;
  }
}
