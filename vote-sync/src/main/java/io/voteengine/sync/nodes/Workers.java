package io.voteengine.sync.nodes;

import io.voteengine.spi.VoteLedger;
import io.voteengine.sync.flush.PartitionReconciler;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.ReconcilerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The workers of a node, each with its share of all partitions. Safe for use by many threads. */
final class Workers {
  private final List<Worker> workers = new ArrayList<>();

  Workers(
      List<PartitionReconciler> all,
      VoteLedger ledger,
      ReconcilerOptions options,
      FlushDuty duty,
      ReconcilerLog events) {
    int count = Math.min(options.threads(), all.size());
    for (int i = 0; i < count; i++) {
      List<PartitionReconciler> share = new ArrayList<>();
      for (int p = i; p < all.size(); p += count) {
        share.add(all.get(p));
      }
      workers.add(new Worker(share, ledger, options, duty, events));
    }
  }

  /**
   * Starts their threads.
   *
   * @param threads starts a thread with the given name
   */
  void start(BiConsumer<Runnable, String> threads) {
    for (int i = 0; i < workers.size(); i++) {
      threads.accept(workers.get(i), "vote-reconciler-" + (i + 1));
    }
  }

  /** Wakes the worker of a partition. */
  void wake(int partition) {
    workers.get(partition % workers.size()).wake(partition / workers.size());
  }

  void wakeAll() {
    workers.forEach(Worker::wake);
  }

  /** Retries what has failed now, whatever its backoff. */
  void retry() {
    workers.forEach(Worker::retry);
  }

  void stop() {
    workers.forEach(Worker::stop);
  }
}
