package io.voteengine.sync.flush;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.voteengine.VoteException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flushes what the journals held at the start, within a deadline. */
public final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Deadline deadline;

  public Drain(Duration timeout) {
    this.deadline = Deadline.in(timeout);
  }

  /** Returns whether the ledger has all of it. */
  public boolean run(List<PartitionReconciler> partitions) {
    List<CompletionStage<PartitionState>> states =
        partitions.stream().map(PartitionReconciler::state).toList();
    boolean drained = true;
    for (int p = 0; p < states.size(); p++) {
      drained &= drain(partitions.get(p), states.get(p));
    }
    return drained;
  }

  private boolean drain(PartitionReconciler partition, CompletionStage<PartitionState> state) {
    try {
      PartitionState.Meta target = StoreCalls.await(state, deadline).meta();
      if (target != null) {
        return drain(partition, target);
      }
      // The store lost this journal. A recovery makes it ready for the votes that are sent again.
      advances(partition);
      return !deadline.passed();
    } catch (VoteException e) {
      log.debug("{} cannot be read", partition, e);
      return false;
    }
  }

  private boolean drain(PartitionReconciler partition, PartitionState.Meta target) {
    while (!partition.hasReached(target)) {
      if (deadline.passed()) {
        return false;
      }
      if (!advances(partition)) {
        // Parking would not pause an interrupted thread.
        new CompletableFuture<>().completeOnTimeout(null, RETRY_NANOS, NANOSECONDS).join();
      }
    }
    return true;
  }

  private boolean advances(PartitionReconciler partition) {
    try {
      return partition.step(StoreCalls.left(deadline)) == StepResult.FLUSHED;
    } catch (VoteException e) {
      log.debug("{} cannot be drained yet", partition, e);
      return false;
    }
  }
}
