package io.voteengine.sync.flush;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The subjects of one partition whose counts in the store may not be the ledger's, and why. Each
 * stays here until the store has unloaded it. Used under the partition's lock only.
 */
final class DriftedSubjects {
  private final String partition;
  private final VoteStore store;
  private final Duration storeTimeout;
  private final VoteReconciler.Listener listener;
  private final ReconcilerLog events;
  private final Map<SubjectId, Cause> causes = new HashMap<>();

  /**
   * @param partition names the partition in the log
   */
  DriftedSubjects(
      String partition,
      VoteStore store,
      Duration storeTimeout,
      VoteReconciler.Listener listener,
      ReconcilerLog events) {
    this.partition = partition;
    this.store = store;
    this.storeTimeout = storeTimeout;
    this.listener = listener;
    this.events = events;
  }

  /** Adds the subjects that a committed batch found different, and those of refused votes. */
  void addFrom(ApplyResult.Applied applied, List<JournalEvent> batch) {
    applied.drifted().forEach(subject -> causes.put(subject, Cause.DRIFT));
    for (JournalEvent event : batch) {
      if (event instanceof VoteEvent vote && applied.quarantined().containsKey(vote.seq())) {
        causes.put(vote.subject(), Cause.QUARANTINE);
      }
    }
  }

  /** Adds the subjects of a batch that was committed without an answer: any may have drifted. */
  void addInDoubt(List<JournalEvent> batch) {
    for (JournalEvent event : batch) {
      if (event instanceof VoteEvent vote) {
        causes.putIfAbsent(vote.subject(), Cause.IN_DOUBT);
      }
    }
  }

  /** Makes the store unload them. They are loaded from the ledger when they are needed next. */
  void unload(Term term) {
    if (causes.isEmpty()) {
      return;
    }
    events.repairs().drifted(partition, causes.size());
    if (StoreCalls.await(store.unload(term, List.copyOf(causes.keySet())), storeTimeout)) {
      Map<SubjectId, Cause> unloaded = Map.copyOf(causes);
      causes.clear();
      unloaded.keySet().stream()
          .collect(groupingBy(unloaded::get, toSet()))
          .forEach((cause, subjects) -> listener.reconciled(subjects, cause));
    }
  }
}
