package io.voteengine.sync.flush;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.StaleSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the store reload what the ledger has marked as stale. Several healers may run at once: a
 * mark is removed only after the store of the ledger's own term has unloaded the subject.
 */
public final class Healer {
  private static final Logger log = LoggerFactory.getLogger(Healer.class);

  private static final int PAGE = 1_000;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final int partitions;
  private final Duration storeTimeout;
  private final VoteReconciler.Listener listener;
  private final PollReloads polls;

  public Healer(
      VoteStore store,
      VoteLedger ledger,
      int partitions,
      Duration storeTimeout,
      VoteReconciler.Listener listener) {
    this.listener = listener;
    this.store = store;
    this.ledger = ledger;
    this.partitions = partitions;
    this.storeTimeout = storeTimeout;
    this.polls = new PollReloads(store, ledger, storeTimeout);
  }

  /**
   * The result of a healing.
   *
   * @param left partitions that still have stale subjects
   * @param failure the first one, or null
   */
  public record Healing(Set<Integer> left, @Nullable VoteException failure) {}

  /** Heals what was stale at the call, in every partition where that is possible. */
  public Healing heal() {
    return heal(partition -> true);
  }

  /** Does the same as {@link #heal()} for some of the partitions. */
  public Healing heal(IntPredicate which) {
    Set<Integer> left = new HashSet<>();
    VoteException failure = null;
    List<StaleSubject> page = ledger.stale(null, PAGE);
    while (!page.isEmpty()) {
      Map<Integer, List<StaleSubject>> byPartition =
          page.stream().collect(groupingBy(stale -> stale.subject().partition(partitions)));
      // A silent partition delays the others once, not for each of its pages.
      byPartition.keySet().removeIf(p -> left.contains(p) || !which.test(p));
      // All are asked at once, so that the waits for silent ones overlap.
      Deadline deadline = Deadline.in(storeTimeout);
      List<Unload> unloads = new ArrayList<>();
      for (Map.Entry<Integer, List<StaleSubject>> entry : byPartition.entrySet()) {
        try {
          unloads.add(begin(entry.getKey(), entry.getValue()));
        } catch (VoteException e) {
          left.add(entry.getKey());
          failure = failure == null ? e : failure;
        }
      }
      for (Unload unload : unloads) {
        try {
          if (!end(unload, deadline)) {
            left.add(unload.term.partition());
          }
        } catch (VoteException e) {
          left.add(unload.term.partition());
          failure = failure == null ? e : failure;
        }
      }
      page = page.size() < PAGE ? List.of() : ledger.stale(page.get(PAGE - 1), PAGE);
    }
    VoteException notLoaded = polls.run(which, left);
    failure = failure == null ? notLoaded : failure;
    return new Healing(left, failure);
  }

  /** A request to unload subjects, whose answer may be there already. */
  private record Unload(Term term, List<StaleSubject> stale, CompletionStage<Boolean> told) {}

  private Unload begin(int partition, List<StaleSubject> stale) {
    Term term = ledger.position(partition).term();
    return new Unload(term, stale, store.unload(term, List.copyOf(subjects(stale))));
  }

  /** In another term than the store's the marks stay for the next time. */
  private boolean end(Unload unload, Deadline deadline) {
    boolean told = StoreCalls.await(unload.told, left(deadline));
    if (told) {
      listener.reconciled(subjects(unload.stale), EngineEvent.Cause.CHANGED_IN_LEDGER);
      ledger.unloaded(unload.term, unload.stale);
    }
    return told;
  }

  private static Set<SubjectId> subjects(List<StaleSubject> stale) {
    return stale.stream().map(StaleSubject::subject).collect(toSet());
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(deadline.remainingNanos(), 0));
  }

  /**
   * Returns those of the partitions whose store answers and is the one of the ledger's own term.
   */
  public Set<Integer> serving(Set<Integer> partitions) {
    Map<Integer, CompletionStage<PartitionState>> states = new HashMap<>();
    partitions.forEach(partition -> states.put(partition, store.state(partition)));
    Deadline deadline = Deadline.in(storeTimeout);
    return states.entrySet().stream()
        .filter(asked -> serves(asked.getKey(), asked.getValue(), deadline))
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  private boolean serves(int partition, CompletionStage<PartitionState> asked, Deadline deadline) {
    try {
      PartitionState state = StoreCalls.await(asked, left(deadline));
      PartitionState.Meta meta = state.meta();
      Term term = ledger.position(partition).term();
      return meta != null
          && meta.frozen() == null
          && term.equals(new Term(partition, meta.epoch(), state.identity()));
    } catch (VoteException e) {
      log.debug("Partition {} does not serve yet", partition, e);
      return false;
    }
  }
}
