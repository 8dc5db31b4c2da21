package io.voteengine.sync;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import io.voteengine.sync.audit.AuditLoop;
import io.voteengine.sync.audit.Auditor;
import io.voteengine.sync.degraded.DegradableServer;
import io.voteengine.sync.degraded.ReturnToStore;
import io.voteengine.sync.flush.Backoff;
import io.voteengine.sync.flush.Drain;
import io.voteengine.sync.flush.Evictor;
import io.voteengine.sync.flush.Healer;
import io.voteengine.sync.flush.Maintenance;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.PeriodicTask;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.nodes.Leases;
import io.voteengine.sync.nodes.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reconciler that has started: its parts, and their threads, if it has any. */
final class RunningParts {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /** How often other nodes may recover a partition while it starts here, before the start fails. */
  private static final int START_ATTEMPTS = 100;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How long a subject that another node has marked stays stale. */
  private static final Duration HEAL_EVERY = Duration.ofSeconds(1);

  /** Longer than subjects stay stale. */
  private static final Duration DRIFT_LASTS = HEAL_EVERY.multipliedBy(2);

  private final ReconcilerOptions options;
  private final ReconcilerLog events;
  private final List<PartitionReconciler> partitions;
  private final Healer healer;
  private final Auditor auditor;
  private final @Nullable Node node;
  private final List<Thread> threads = new ArrayList<>();
  private final PeriodicTask maintaining;
  private final PeriodicTask healing;
  private final PeriodicTask auditing;

  private RunningParts(
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      Leases leases,
      @Nullable DegradableServer degradable,
      ReconcilerOptions options,
      ReconcilerLog events) {
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
              threaded ? leases::requireClaim : () -> {},
              new Evictor(options.evictAfter(), count, listener::evicted, events),
              events));
    }
    this.partitions = List.copyOf(all);
    this.healer = new Healer(store, ledger, count, options.storeTimeout(), listener);
    this.auditor =
        new Auditor(store, ledger, options.storeTimeout(), DRIFT_LASTS, listener, events);
    partitions.forEach(RunningParts::serve);
    events.flush();
    this.node =
        threaded
            ? new Node(partitions, store.signals(), leases, ledger, listener, options, events)
            : null;
    AuditLoop sweep = new AuditLoop(auditor, ledger, count, this::flushes, options.audit());
    Maintenance maintenance = new Maintenance(ledger, options.maintenance(), listener, events);
    this.maintaining =
        chore("Maintenance of the ledger", maintenance::run, options.maintenance(), backoff());
    this.healing =
        chore(
            "Loading stale subjects again",
            new ReturnToStore(healer, degradable, HEAL_EVERY)::run,
            HEAL_EVERY,
            new Backoff(HEAL_EVERY, HEAL_EVERY));
    this.auditing = chore("The audit", sweep::step, options.firstBackoff(), backoff());
  }

  private PeriodicTask chore(
      String what, Supplier<Duration> work, Duration pause, Backoff backoff) {
    return new PeriodicTask(what, work, pause, backoff, events);
  }

  private Backoff backoff() {
    return new Backoff(options.firstBackoff(), options.maxBackoff());
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
      ReconcilerLog events) {
    RunningParts started =
        new RunningParts(store, ledger, listener, leases, degradable, options, events);
    if (started.node != null) {
      started.node.start(started::start);
      started.start(started.maintaining, "vote-maintenance");
      started.start(started.healing, "vote-healer");
      started.start(started.auditing, "vote-auditor");
    }
    return started;
  }

  private static void serve(PartitionReconciler partition) {
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      StepResult result = partition.open();
      if (result != StepResult.FENCED && result != StepResult.ABANDONED) {
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    throw new VoteStoreException(
        partition + " does not serve: other nodes keep recovering it.", null);
  }

  private void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  StepResult step(int partition) {
    StepResult result = partitions.get(partition).step();
    events.flush();
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

  /** Retries what has failed now: a store that was silent answers again. */
  void retry() {
    if (node != null) {
      node.retry();
      healing.wake();
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
    List<SubjectId> healed = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      Auditor.Part part = auditor.audit(partition, poll, null);
      healed.addAll(part.healed());
      while (part.next() != null) {
        part = auditor.audit(partition, poll, part.next());
        healed.addAll(part.healed());
      }
    }
    heal();
    return healed;
  }

  boolean drain(Duration timeout) {
    return new Drain(timeout).run(partitions);
  }

  /** Signals the threads to end. Does not wait for them. */
  void stop() {
    if (node != null) {
      node.stop();
    }
    maintaining.stop();
    healing.stop();
    auditing.stop();
    auditor.stop();
  }

  /** Waits for the threads, then gives back the leases. Returns false when interrupted. */
  boolean end() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(options.storeTimeout().toMillis(), 1));
        if (thread.isAlive()) {
          log.warn("{} is still busy; it ends after its current step", thread.getName());
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (node != null) {
      node.leave();
    }
    return !interrupted;
  }
}
