package io.voteengine.sync.nodes;

import io.voteengine.VoteLedgerException;
import io.voteengine.spi.Signal;
import io.voteengine.spi.Signal.Kind;
import io.voteengine.spi.StoreSignals;
import io.voteengine.spi.StoreSignals.Subscription;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.sync.StepResult;
import io.voteengine.sync.flush.Backoff;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.PeriodicTask;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import java.time.Duration;
import java.util.ArrayList;
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

  private final int partitions;
  private final StoreSignals signals;
  private final Leases leases;
  private final WatermarkWatch watch;
  private final List<Worker> workers = new ArrayList<>();
  private final PeriodicTask renewing;
  private final PeriodicTask watching;
  private final Subscription subscription;
  private boolean known;

  public Node(
      List<PartitionReconciler> all,
      StoreSignals signals,
      Leases leases,
      VoteLedger ledger,
      VoteReconciler.Listener watermarks,
      ReconcilerOptions options,
      ReconcilerLog events) {
    this.partitions = all.size();
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
    int count = Math.min(options.threads(), partitions);
    for (int i = 0; i < count; i++) {
      List<PartitionReconciler> some = new ArrayList<>();
      for (int p = i; p < partitions; p += count) {
        some.add(all.get(p));
      }
      workers.add(new Worker(some, options, this, events));
    }
    Duration pause = leases.pause();
    this.renewing =
        new PeriodicTask("Renewing leases", this::renew, pause, new Backoff(pause, pause), events);
    this.watching =
        new PeriodicTask(
            "Watching what other nodes flush",
            watch::look,
            RETRY,
            new Backoff(RETRY, LAST_RETRY),
            events);
    this.subscription = signals.subscribe(this::heard);
  }

  /**
   * Starts its threads.
   *
   * @param threads starts a thread with the given name
   */
  public void start(BiConsumer<Runnable, String> threads) {
    threads.accept(renewing, "vote-leases");
    threads.accept(watching, "vote-watch");
    for (int i = 0; i < workers.size(); i++) {
      threads.accept(workers.get(i), "vote-reconciler-" + (i + 1));
    }
  }

  private Duration renew() {
    Leases.Change change = leases.renew();
    if (change.gained()) {
      workers.forEach(Worker::wake);
    }
    if (change.lost() || !known) {
      known = true;
      signals.publish(new Signal(Kind.SHARED_ANEW, 0));
    }
    return leases.pause();
  }

  /** Runs on the thread of the store's client. */
  private void heard(Signal signal) {
    int partition = signal.partition();
    if (partition < 0 || partition >= partitions) {
      log.debug("{} names no partition of this ledger", signal);
      return;
    }
    switch (signal.kind()) {
      case AWAITED -> {
        if (serves(partition)) {
          worker(partition).wake();
        }
      }
      case MOVED -> {
        if (!leases.holds(partition)) {
          watch.hinted(partition);
          watching.wake();
        }
      }
      case SHARED_ANEW -> renewing.wake();
    }
  }

  private Worker worker(int partition) {
    return workers.get(partition % workers.size());
  }

  /** Returns whether this node flushes the partition. */
  public boolean serves(int partition) {
    return leases.holds(partition) || watch.helps(partition);
  }

  /** Retries what has failed now. */
  public void retry() {
    workers.forEach(Worker::retry);
  }

  /** Starts a flush because somebody waits for the events of a partition. */
  public void wake(int partition, CompletionStage<?> waiting) {
    watch.awaited(partition, waiting);
    if (serves(partition)) {
      worker(partition).wake();
    }
    if (!leases.holds(partition)) {
      watching.wake();
    }
  }

  /** Records that a worker has taken a step. */
  void stepped(int partition, StepResult result) {
    watch.stepped(partition, false);
    switch (result) {
      case FLUSHED, RECOVERED -> {
        if (leases.hasCompany()) {
          signals.publish(new Signal(Kind.MOVED, partition));
        }
      }
      case FENCED -> watch.fenced(partition);
      case IDLE, ABANDONED -> {
        // Nothing has changed.
      }
    }
  }

  /** Records that a worker's step failed. */
  void failed(int partition) {
    watch.stepped(partition, true);
  }

  /** Signals its threads to end. Does not wait for them. */
  public void stop() {
    workers.forEach(Worker::stop);
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
