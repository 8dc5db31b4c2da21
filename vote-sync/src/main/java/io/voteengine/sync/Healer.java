package io.voteengine.sync;

import static java.util.stream.Collectors.groupingBy;

import io.voteengine.VoteException;
import io.voteengine.spi.StaleSubject;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the store load afresh what the ledger has marked as stale. Several may do so at once: a mark
 * is taken off only after the store of the ledger's own term has been told.
 */
final class Healer {
  private static final int PAGE = 1_000;

  private final VoteStore store;
  private final VoteLedger ledger;
  private final int partitions;
  private final Duration storeTimeout;

  Healer(VoteStore store, VoteLedger ledger, int partitions, Duration storeTimeout) {
    this.store = store;
    this.ledger = ledger;
    this.partitions = partitions;
    this.storeTimeout = storeTimeout;
  }

  /**
   * Heals what was stale at the call, all partitions that it can.
   *
   * @throws VoteException the first failure
   */
  void heal() {
    VoteException failure = null;
    List<StaleSubject> page = ledger.stale(null, PAGE);
    while (!page.isEmpty()) {
      Map<Integer, List<StaleSubject>> byPartition =
          page.stream().collect(groupingBy(stale -> stale.subject().partition(partitions)));
      for (Map.Entry<Integer, List<StaleSubject>> entry : byPartition.entrySet()) {
        VoteException failed = attempt(entry.getKey(), entry.getValue());
        failure = failure == null ? failed : failure;
      }
      page = page.size() < PAGE ? List.of() : ledger.stale(page.get(PAGE - 1), PAGE);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable VoteException attempt(int partition, List<StaleSubject> stale) {
    try {
      heal(partition, stale);
      return null;
    } catch (VoteException e) {
      return e;
    }
  }

  /** In another term than the store's the marks stay, for the next time. */
  private void heal(int partition, List<StaleSubject> stale) {
    Term term = ledger.position(partition).term();
    if (StoreCalls.await(
        store.unload(term, stale.stream().map(StaleSubject::subject).toList()), storeTimeout)) {
      ledger.unloaded(term, stale);
    }
  }
}
