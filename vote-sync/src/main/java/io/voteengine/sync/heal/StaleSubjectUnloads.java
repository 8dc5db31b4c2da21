package io.voteengine.sync.heal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.StaleSubject;
import io.voteengine.sync.heal.PartitionCalls.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes the store unload the subjects that the ledger has marked as stale. Then it removes the
 * marks, which it keeps where the store is in another term than the ledger.
 */
final class StaleSubjectUnloads {
  private static final int PAGE = 1_000;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final VoteReconciler.Listener listener;

  StaleSubjectUnloads(
      VoteStore store, VoteLedger ledger, Duration storeTimeout, VoteReconciler.Listener listener) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
    this.listener = listener;
  }

  /**
   * Unloads what was stale at the call.
   *
   * @param which the partitions to unload in
   */
  void run(IntPredicate which, HealingProgress progress) {
    List<StaleSubject> page = ledger.stale(null, PAGE);
    while (!page.isEmpty()) {
      unload(page, which, progress);
      page = page.size() < PAGE ? List.of() : ledger.stale(page.get(PAGE - 1), PAGE);
    }
  }

  private void unload(List<StaleSubject> page, IntPredicate which, HealingProgress progress) {
    Map<Integer, List<StaleSubject>> byPartition =
        page.stream().collect(groupingBy(StaleSubject::partition));
    // A silent partition delays the others once, not for each of its pages.
    byPartition.keySet().removeIf(p -> progress.isLeft(p) || !which.test(p));
    Deadline deadline = Deadline.in(storeTimeout);
    PartitionCalls<Boolean> calls = new PartitionCalls<>(progress);
    byPartition.forEach(
        (partition, stale) -> calls.begin(partition, () -> unload(partition, stale)));
    calls.end(deadline);
  }

  private Call<Boolean> unload(int partition, List<StaleSubject> stale) {
    Term term = ledger.position(partition).term();
    Set<SubjectId> subjects = stale.stream().map(StaleSubject::subject).collect(toSet());
    return new Call<>(
        store.unload(term, List.copyOf(subjects)),
        unloaded -> {
          if (unloaded) {
            listener.reconciled(subjects, EngineEvent.Cause.CHANGED_IN_LEDGER);
            ledger.unloaded(term, stale);
          }
          return unloaded;
        });
  }
}
