package io.voteengine.sync.nodes;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreSignals.Subscription;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import io.voteengine.sync.threads.Backoff;
import io.voteengine.sync.threads.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among those that share a store and a ledger. Its workers flush the partitions that it
 * holds. It calls the holders of the others while somebody waits there, and follows what they have
 * done. Safe for use by many threads.
 */
public final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /** The pauses after the ledger did not answer, the first and the longest. */
  private static final Duration RETRY = Duration.ofMillis(100);

  private static final Duration LAST_RETRY = Duration.ofSeconds(2);

  private final StoreSignals signals;
  private final Leases leases;
  private final WatermarkWatch watch;
  private final FlushDuty duty;
  private final Workers workers;
  private final PeriodicTask renewing;
  private final PeriodicTask watching;
  private final Subscription subscription;

  public Node(
      List<PartitionReconciler> all,
      StoreSignals signals,
      Leases leases,
      VoteLedger ledger,
      VoteReconciler.Listener watermarks,
      ReconcilerOptions options,
      ReconcilerLog events) {
    this.signals = signals;
    this.leases = leases;
    this.watch =
        new WatermarkWatch(
            all,
            ledger,
            watermarks,
            options,
            leases::holds,
            partition -> signals.publish(new Signal(Kind.AWAITED, partition)));
    this.duty = new FlushDuty(leases, watch, signals);
    this.workers = new Workers(all, ledger, options, duty, events);
    Duration pause = leases.pause();
    this.renewing =
        new PeriodicTask(
            "Renewing leases",
            new LeaseRenewal(leases, workers, signals)::run,
            pause,
            new Backoff(pause, pause),
            events);
    this.watching =
        new PeriodicTask(
            "Watching what other nodes flush",
            watch::look,
            RETRY,
            new Backoff(RETRY, LAST_RETRY),
            events);
    SignalHandler handler =
        new SignalHandler(all.size(), leases, duty, watch, workers, renewing, watching);
    this.subscription = signals.subscribe(handler::received);
  }

  /**
   * Starts its threads.
   *
   * @param threads starts a thread with the given name
   */
  public void start(BiConsumer<Runnable, String> threads) {
    threads.accept(renewing, "vote-leases");
    threads.accept(watching, "vote-watch");
    workers.start(threads);
  }

  /** Returns whether this node flushes the partition. */
  public boolean serves(int partition) {
    return duty.serves(partition);
  }

  /** Retries what has failed now. */
  public void retry() {
    workers.retry();
  }

  /** Starts a flush because somebody waits for the events of a partition. */
  public void wake(int partition, CompletionStage<?> waiting) {
    watch.awaited(partition, waiting);
    if (duty.serves(partition)) {
      workers.wake(partition);
    }
    if (!leases.holds(partition)) {
      watching.wake();
    }
  }

  /** Signals its threads to end. Does not wait for them. */
  public void stop() {
    workers.stop();
    renewing.stop();
    watching.stop();
  }

  /** Gives back what it holds, after its threads have ended. */
  public void leave() {
    subscription.close();
    try {
      leases.release();
      signals.publish(new Signal(Kind.SHARED_ANEW, 0));
    } catch (VoteLedgerException e) {
      log.warn("Leases could not be given back; other nodes take over once they expire", e);
    }
  }
}
