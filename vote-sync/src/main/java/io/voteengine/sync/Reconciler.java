package io.voteengine.sync;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.VoteStoreException;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the store's journals to the ledger, on threads of its own named {@code
 * vote-reconciler-N}, has the ledger keep house on {@code vote-maintenance}, has the store load
 * stale subjects afresh on {@code vote-healer}, and compares the two on {@code vote-auditor}.
 * Shares the partitions with other nodes by leases, which it renews on {@code vote-leases}, and
 * learns on {@code vote-watch} what those have done. Finds partitions whose store lost its history,
 * and recovers them. Safe for use by many threads; several nodes may run one each on the same store
 * and ledger.
 */
public final class Reconciler implements VoteReconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /** How often a partition may be recovered by others while it starts. */
  private static final int START_ATTEMPTS = 100;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** How long subjects stay stale that another node has marked. */
  private static final Duration HEAL_EVERY = Duration.ofSeconds(1);

  /** As long as a store that answers has not been told all, and does not serve for that. */
  private static final Duration HEAL_AGAIN = Duration.ofMillis(250);

  /** How soon maintenance that failed is done again, at the latest. */
  private static final Duration MAINTAIN_AGAIN = Duration.ofMinutes(1);

  /** Longer than subjects stay stale. */
  private static final Duration DRIFT_LASTS = HEAL_EVERY.multipliedBy(2);

  private final ReconcilerBuilder options;
  private final ReconcilerLog events;
  private final List<Thread> threads = new ArrayList<>();
  private volatile List<PartitionReconciler> partitions = List.of();
  private volatile @Nullable Listener listener;
  private volatile @Nullable Healer healer;
  private volatile @Nullable Auditor auditor;
  private volatile @Nullable Node node;
  private volatile @Nullable ThreadPoolExecutor direct;
  private volatile @Nullable DegradableServer degradable;
  private volatile @Nullable Chore healing;
  private volatile List<Chore> chores = List.of();

  Reconciler(ReconcilerBuilder options) {
    this.options = options;
    this.events = new ReconcilerLog(options.degrades && options.threads > 0);
  }

  /**
   * A reconciler with the defaults of production.
   *
   * @return a reconciler for one engine
   */
  public static Reconciler withDefaults() {
    return builder().build();
  }

  /**
   * Begins to build a reconciler with other options.
   *
   * @return a builder
   */
  public static ReconcilerBuilder builder() {
    return new ReconcilerBuilder();
  }

  @Override
  public VoteServer server(VoteStore store, VoteLedger ledger) {
    if (options.threads == 0 || !options.degrades) {
      return store;
    }
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            options.threads,
            options.threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Reconciler::directThread);
    executor.allowCoreThreadTimeOut(true);
    direct = executor;
    degradable =
        new DegradableServer(
            store, ledger, ledger.positions().size(), executor, new ServingObserver(), events);
    return degradable;
  }

  private final class ServingObserver implements DegradableServer.Observer {
    @Override
    public void changed(int partition, boolean degraded) {
      Listener told = listener;
      if (told != null) {
        if (degraded) {
          told.degraded(partition);
        } else {
          told.restored(partition);
        }
      }
    }

    @Override
    public List<CastCommand> unconfirmed(VoteKey key) {
      Listener told = listener;
      return told == null ? List.of() : told.unconfirmed(key);
    }

    @Override
    public void castInLedger(CastCommand vote, CastReply reply) {
      Listener told = listener;
      if (told != null) {
        told.castInLedger(vote, reply);
      }
    }

    @Override
    public void answers() {
      Node started = node;
      Chore chore = healing;
      if (started != null && chore != null) {
        started.retry();
        chore.wake();
      }
    }
  }

  private static Thread directThread(Runnable task) {
    Thread thread = new Thread(task, "vote-direct");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start(VoteStore store, VoteLedger ledger, Listener listener) {
    if (!partitions.isEmpty()) {
      throw new IllegalStateException("This reconciler was started before; each engine needs one.");
    }
    this.listener = listener;
    Leases leases = new Leases(ledger, options.lease, own(store));
    if (options.threads == 0) {
      start(store, ledger, listener, leases, () -> {});
      return;
    }
    leases.claim();
    try {
      start(store, ledger, listener, leases, leases::requireClaim);
    } catch (RuntimeException | Error e) {
      giveBack(leases, e);
      throw e;
    }
  }

  private static void giveBack(Leases leases, Throwable cause) {
    try {
      leases.release();
    } catch (VoteException e) {
      cause.addSuppressed(e);
    }
  }

  /** The store that this process has to itself, or null. */
  private @Nullable String own(VoteStore store) {
    return store.beginsEmpty()
        ? StoreCalls.await(store.state(0), options.storeTimeout).identity()
        : null;
  }

  private void start(
      VoteStore store, VoteLedger ledger, Listener listener, Leases leases, Runnable mayRecover) {
    List<PartitionReconciler> all = new ArrayList<>();
    List<Position> positions = ledger.positions();
    for (Position position : positions) {
      all.add(
          new PartitionReconciler(
              position.term().partition(),
              store,
              ledger,
              listener,
              options,
              mayRecover,
              new Evictor(options.evictAfter, positions.size(), listener::evicted, events),
              events));
    }
    Healer mending = new Healer(store, ledger, positions.size(), options.storeTimeout, listener);
    healer = mending;
    Auditor auditing =
        new Auditor(store, ledger, options.storeTimeout, DRIFT_LASTS, listener, events);
    auditor = auditing;
    all.forEach(Reconciler::serve);
    events.flush();
    partitions = List.copyOf(all);
    if (options.threads > 0) {
      Node started =
          new Node(partitions, store.signals(), leases, ledger, listener, options, events);
      Sweep sweep = new Sweep(auditing, ledger, positions.size(), started::serves, options.audit);
      startThreads(started, ledger, mending, sweep);
    }
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
        partition + " is recovered by other nodes again and again; it does not serve.", null);
  }

  private void startThreads(Node started, VoteLedger ledger, Healer mending, Sweep sweep) {
    node = started;
    started.start(this::start);
    Chore chore =
        new Chore(
            "Loading stale subjects again",
            () -> healAndRestore(mending),
            HEAL_EVERY,
            new Backoff(HEAL_EVERY, HEAL_EVERY),
            events);
    healing = chore;
    chores =
        List.of(
            new Chore(
                "Maintenance of the ledger",
                () -> maintain(ledger),
                options.maintenance,
                new Backoff(options.firstBackoff, options.maxBackoff),
                events),
            chore,
            new Chore(
                "The audit",
                sweep::step,
                options.firstBackoff,
                new Backoff(options.firstBackoff, options.maxBackoff),
                events));
    start(chores.get(0), "vote-maintenance");
    start(chores.get(1), "vote-healer");
    start(chores.get(2), "vote-auditor");
  }

  /** Returns how long to wait for the next time. */
  private Duration maintain(VoteLedger ledger) {
    try {
      ledger.maintain();
    } catch (RuntimeException e) {
      tellMaintained(e);
      if (!(e instanceof VoteException)) {
        throw e;
      }
      events.notMaintained(e);
      return options.maintenance.compareTo(MAINTAIN_AGAIN) < 0
          ? options.maintenance
          : MAINTAIN_AGAIN;
    }
    tellMaintained(null);
    events.maintained();
    return options.maintenance;
  }

  private void tellMaintained(@Nullable Throwable failure) {
    Listener told = listener;
    if (told != null) {
      told.maintained(failure);
    }
  }

  private void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /**
   * Takes one step with one partition, on the calling thread: reads a batch of its journal and
   * commits it, or recovers the partition. For tests and tools; the threads do the same.
   *
   * @param partition its number
   * @return what was done
   * @throws VoteException when store or ledger fails; the step may be repeated
   */
  public StepResult step(int partition) {
    StepResult result = partitions.get(partition).step();
    events.flush();
    return result;
  }

  @Override
  public void wake(int partition, CompletionStage<?> waiting) {
    Node started = node;
    if (started != null) {
      started.wake(partition, waiting);
    }
  }

  /** Whether this node flushes the partition, or leaves it to another. */
  boolean flushes(int partition) {
    Node started = node;
    return started != null && started.serves(partition);
  }

  /**
   * Heals, and lets those stores serve again that have been told all. Returns how long to wait for
   * the next time.
   */
  private Duration healAndRestore(Healer healer) {
    DegradableServer server = degradable;
    Healer.Healing done = healer.heal();
    if (server != null) {
      Set<Integer> told = new HashSet<>(server.degraded());
      told.removeAll(done.left());
      Set<Integer> ready = healer.serving(told);
      if (!ready.isEmpty()) {
        server.restore(ready, () -> healer.heal(ready::contains).left());
      }
      server.logRestored();
    }
    if (done.failure() != null) {
      throw done.failure();
    }
    return server != null && server.isAnswered() ? HEAL_AGAIN : HEAL_EVERY;
  }

  @Override
  public boolean heal() {
    Healer started = healer;
    try {
      Healer.Healing done = started == null ? Healer.NOTHING : started.heal();
      if (done.failure() != null) {
        throw done.failure();
      }
      return done.left().isEmpty();
    } catch (VoteException e) {
      log.warn("The store could not be told of all changed votes; that is done later", e);
      return false;
    }
  }

  @Override
  public List<SubjectId> audit(String poll) {
    Auditor auditing = auditor;
    List<SubjectId> healed = new ArrayList<>();
    for (int partition = 0; auditing != null && partition < partitions.size(); partition++) {
      Auditor.Part part = auditing.audit(partition, poll, null);
      healed.addAll(part.healed());
      while (part.next() != null) {
        part = auditing.audit(partition, poll, part.next());
        healed.addAll(part.healed());
      }
    }
    heal();
    return healed;
  }

  @Override
  public boolean drain(Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    List<CompletionStage<PartitionState>> states =
        partitions.stream().map(PartitionReconciler::state).toList();
    boolean drained = true;
    for (int p = 0; p < states.size(); p++) {
      drained &= drain(partitions.get(p), states.get(p), deadline);
    }
    return drained;
  }

  private static boolean drain(
      PartitionReconciler partition, CompletionStage<PartitionState> state, Deadline deadline) {
    try {
      PartitionState.Meta target = StoreCalls.await(state, left(deadline)).meta();
      if (target != null) {
        return drain(partition, target, deadline);
      }
      // It has lost its journal, and begins anew: votes that are sent again find it ready.
      advances(partition, deadline);
      return !deadline.passed();
    } catch (VoteException e) {
      log.debug("{} cannot be read", partition, e);
      return false;
    }
  }

  private static boolean drain(
      PartitionReconciler partition, PartitionState.Meta target, Deadline deadline) {
    while (!partition.hasReached(target)) {
      if (deadline.passed()) {
        return false;
      }
      if (!advances(partition, deadline)) {
        // Parking would not pause a thread that has been interrupted.
        new CompletableFuture<>().completeOnTimeout(null, RETRY_NANOS, NANOSECONDS).join();
      }
    }
    return true;
  }

  private static boolean advances(PartitionReconciler partition, Deadline deadline) {
    try {
      return partition.step(left(deadline)) == StepResult.FLUSHED;
    } catch (VoteException e) {
      log.debug("{} cannot be drained yet", partition, e);
      return false;
    }
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(deadline.remainingNanos(), 0));
  }

  @Override
  public void close() {
    Node started = node;
    if (started != null) {
      started.stop();
    }
    chores.forEach(Chore::stop);
    Auditor auditing = auditor;
    if (auditing != null) {
      auditing.stop();
    }
    DegradableServer server = degradable;
    if (server != null) {
      server.close();
    }
    ThreadPoolExecutor executor = direct;
    if (executor != null) {
      executor.shutdown();
    }
    boolean interrupted = false;
    if (executor != null) {
      try {
        if (!executor.awaitTermination(options.storeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("Votes are still being cast in the ledger; they end with their transaction");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(options.storeTimeout.toMillis(), 1));
        if (thread.isAlive()) {
          log.warn("{} is still busy; it ends with its present step", thread.getName());
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (started != null) {
      started.leave();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
