package io.voteengine.sync;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.metrics.GaugeMeter;
import io.voteengine.metrics.MeterId;
import io.voteengine.result.Finalization;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteServer;
import io.voteengine.spi.VoteStore;
import io.voteengine.sync.degraded.DegradableServer;
import io.voteengine.sync.flush.FlushMeters;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.flush.StoreCalls;
import io.voteengine.sync.nodes.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the store's journals to the ledger and keeps the two consistent. It finds
 * partitions whose store lost its history, and recovers them. It shares the partitions with other
 * nodes by leases.
 *
 * <p>It starts daemon threads of its own:
 *
 * <ul>
 *   <li>{@code vote-reconciler-N} flush journals to the ledger
 *   <li>{@code vote-maintenance} runs the ledger's maintenance
 *   <li>{@code vote-healer} makes the store reload stale subjects
 *   <li>{@code vote-auditor} compares votes, ledger and store
 *   <li>{@code vote-ranker} brings the ledger's rankings up to date
 *   <li>{@code vote-closing} says whether votes of closing polls are under way on this node
 *   <li>{@code vote-finalizer} finalizes polls some time after their close
 *   <li>{@code vote-results} notifies the host of results, where it wants that
 *   <li>{@code vote-leases} renews this node's leases
 *   <li>{@code vote-watch} finds out what other nodes have flushed
 * </ul>
 *
 * <p>Safe for use by many threads. Several nodes may each run one on the same store and ledger.
 */
public final class Reconciler implements VoteReconciler {
  private final ReconcilerOptions options;
  private final ReconcilerLog events;
  private final FlushMeters meters = new FlushMeters();
  private volatile @Nullable Listener listener;
  private volatile @Nullable DegradableServer degradable;
  private volatile @Nullable RunningParts running;

  Reconciler(ReconcilerOptions options) {
    this.options = options;
    this.events = new ReconcilerLog(options.degrades() && options.threads() > 0);
  }

  /**
   * Returns a reconciler with the default options, which suit production.
   *
   * @return a reconciler for one engine
   */
  public static Reconciler withDefaults() {
    return builder().build();
  }

  /**
   * Returns a builder of a reconciler with other options.
   *
   * @return a builder
   */
  public static ReconcilerBuilder builder() {
    return new ReconcilerBuilder();
  }

  @Override
  public VoteServer server(VoteStore store, VoteLedger ledger) {
    if (options.threads() == 0 || !options.degrades()) {
      return store;
    }
    DegradableServer server =
        new DegradableServer(
            store,
            ledger,
            ledger.positions().size(),
            options.threads(),
            new ServingObserver(),
            events);
    degradable = server;
    return server;
  }

  private final class ServingObserver implements DegradableServer.Observer {
    @Override
    public void changed(int partition, boolean degraded) {
      Listener engine = listener;
      if (engine != null) {
        if (degraded) {
          engine.degraded(partition);
        } else {
          engine.restored(partition);
        }
      }
    }

    @Override
    public List<CastCommand> unconfirmed(VoteKey key) {
      Listener engine = listener;
      return engine == null ? List.of() : engine.unconfirmed(key);
    }

    @Override
    public void castInLedger(CastCommand vote, CastReply reply) {
      Listener engine = listener;
      if (engine != null) {
        engine.castInLedger(vote, reply);
      }
    }

    @Override
    public void answers() {
      RunningParts started = running;
      if (started != null) {
        started.retry();
      }
    }
  }

  @Override
  public void start(VoteStore store, VoteLedger ledger, Listener listener) {
    if (running != null) {
      throw new IllegalStateException("This reconciler was already started; build one per engine.");
    }
    this.listener = listener;
    Leases leases = new Leases(ledger, options.lease(), own(store));
    if (options.threads() == 0) {
      running = RunningParts.start(store, ledger, listener, leases, null, options, meters, events);
      return;
    }
    leases.claim().take();
    try {
      running =
          RunningParts.start(store, ledger, listener, leases, degradable, options, meters, events);
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

  /** Returns the identity of a store that only this process reaches; null for a shared one. */
  private @Nullable String own(VoteStore store) {
    return store.beginsEmpty()
        ? StoreCalls.await(store.state(0), options.storeTimeout()).identity()
        : null;
  }

  /**
   * Takes one step with one partition on the calling thread: reads a batch of its journal and
   * commits it, or recovers the partition. The reconciler's own threads do the same; this is for
   * tests and tools.
   *
   * @param partition the partition's number, from 0
   * @return what the step did
   * @throws IllegalStateException when no engine has started this reconciler
   * @throws VoteException when the store or the ledger fails; the step may be repeated
   */
  public StepResult step(int partition) {
    RunningParts started = running;
    if (started == null) {
      throw new IllegalStateException("This reconciler has not started; build its engine first.");
    }
    return started.step(partition);
  }

  @Override
  public void wake(int partition, CompletionStage<?> waiting) {
    RunningParts started = running;
    if (started != null) {
      started.wake(partition, waiting);
    }
  }

  /** Returns whether this node flushes the partition now; otherwise another node does. */
  boolean flushes(int partition) {
    RunningParts started = running;
    return started != null && started.flushes(partition);
  }

  @Override
  public boolean heal() {
    RunningParts started = running;
    return started == null || started.heal();
  }

  @Override
  public List<SubjectId> audit(String poll) {
    RunningParts started = running;
    return started == null ? List.of() : started.audit(poll);
  }

  @Override
  public Finalization finalizePoll(String poll) {
    RunningParts started = running;
    if (started == null) {
      throw new IllegalStateException("This reconciler has not started; build its engine first.");
    }
    return started.finalizePoll(poll);
  }

  @Override
  public Optional<Duration> finalizesAfter() {
    RunningParts started = running;
    return started != null && started.finalizes()
        ? Optional.ofNullable(options.finalizeAfter())
        : Optional.empty();
  }

  @Override
  public boolean drain(Duration timeout) {
    RunningParts started = running;
    return started == null || started.drain(timeout);
  }

  @Override
  public List<EngineMeter> meters() {
    List<EngineMeter> all = new ArrayList<>(meters.meters());
    all.add(
        gauge(
            "voteengine.backlog",
            "events",
            "Events that the ledger lacks, in the journals that this engine flushes",
            RunningParts::backlog));
    all.add(
        gauge(
            "voteengine.flushing",
            "partitions",
            "Partitions that this engine flushes",
            RunningParts::flushing));
    all.add(
        gauge(
            "voteengine.closing",
            "polls",
            "Polls that are over and being finalized, and not sealed yet",
            RunningParts::closing));
    all.add(
        GaugeMeter.queue(
            "ledger",
            () -> {
              DegradableServer server = degradable;
              return server == null ? 0 : server.waiting();
            }));
    return List.copyOf(all);
  }

  private EngineMeter gauge(
      String name, String unit, String description, ToLongFunction<RunningParts> value) {
    return new GaugeMeter(
        MeterId.of(name, unit, description),
        () -> {
          RunningParts started = running;
          return started == null ? 0 : value.applyAsLong(started);
        });
  }

  @Override
  public void close() {
    RunningParts started = running;
    if (started != null) {
      started.stop();
    }
    DegradableServer server = degradable;
    boolean interrupted = server != null && !server.close(options.storeTimeout());
    if (started != null) {
      interrupted |= !started.end();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
