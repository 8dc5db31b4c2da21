package io.voteengine.sync.heal;

import io.voteengine.VoteException;
import io.voteengine.spi.Deadline;
import io.voteengine.sync.flush.StoreCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls to many partitions of the store that are under way at once, so that the waits for silent
 * ones overlap. Used by one thread.
 *
 * @param <T> the store's answer
 */
final class PartitionCalls<T> {
  /**
   * A call to one partition.
   *
   * @param answer of the store
   * @param finish uses the answer, and returns whether the partition has nothing left to do
   */
  record Call<T>(CompletionStage<T> answer, Predicate<T> finish) {}

  private record Begun<T>(int partition, Call<T> call) {}

  private final HealingProgress progress;
  private final List<Begun<T>> calls = new ArrayList<>();

  PartitionCalls(HealingProgress progress) {
    this.progress = progress;
  }

  void begin(int partition, Supplier<Call<T>> call) {
    try {
      calls.add(new Begun<>(partition, call.get()));
    } catch (VoteException e) {
      progress.failed(partition, e);
    }
  }

  void end(Deadline deadline) {
    for (Begun<T> begun : calls) {
      int partition = begun.partition();
      Call<T> call = begun.call();
      try {
        if (!call.finish().test(StoreCalls.await(call.answer(), deadline))) {
          progress.left(partition);
        }
      } catch (VoteException e) {
        progress.failed(partition, e);
      }
    }
  }
}
