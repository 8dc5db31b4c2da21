package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.StoreCalls;
import io.voteengine.sync.threads.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the votes with the tallies in the ledger, and those tallies with the store's. It
 * corrects what differs and makes the store reload it. Safe for use by many threads.
 */
public final class Auditor {
  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final VoteReconciler.Listener listener;
  private final ReconcilerLog events;
  private final StopSignal stop = new StopSignal();
  private final DriftCheck drift;

  /**
   * @param patience how long a difference must last to count; longer than subjects stay stale
   */
  public Auditor(
      VoteStore store,
      VoteLedger ledger,
      Duration storeTimeout,
      Duration patience,
      VoteReconciler.Listener listener,
      ReconcilerLog events) {
    this.listener = listener;
    this.events = events;
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
    this.drift = new DriftCheck(store, ledger, storeTimeout, patience, stop);
  }

  /** Ends every wait in here, now and later. */
  public void stop() {
    stop.stop();
  }

  /** Audits a whole poll, and returns the subjects that differed. */
  public List<SubjectId> audit(String poll, int partitions) {
    List<SubjectId> healed = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      SubjectId after = null;
      do {
        AuditedPart part = audit(partition, poll, after);
        healed.addAll(part.healed());
        after = part.next();
      } while (after != null);
    }
    return healed;
  }

  /** Audits a bounded number of subjects. */
  AuditedPart audit(int partition, String poll, @Nullable SubjectId after) {
    long began = System.nanoTime();
    RecountedTallies recount = ledger.administration().recount(partition, poll, after);
    List<SubjectId> healed = new ArrayList<>(recount.corrected());
    if (!healed.isEmpty()) {
      events.repairs().miscounted(partition, healed.size(), poll);
      listener.reconciled(Set.copyOf(healed), EngineEvent.Cause.MISCOUNT);
    }
    List<SubjectId> suspects = drift.suspects(recount);
    long work = System.nanoTime() - began;
    List<SubjectId> drifted = drift.drifted(recount.term(), suspects);
    if (!drifted.isEmpty()) {
      events.repairs().drifted("Poll '" + poll + "', partition " + partition, drifted.size());
      ledger.administration().overtake(partition, drifted);
      // In another term the store holds nothing of what was compared.
      if (StoreCalls.await(store.unload(recount.term(), drifted), storeTimeout)) {
        listener.reconciled(Set.copyOf(drifted), EngineEvent.Cause.DRIFT);
        healed.addAll(drifted);
      }
    }
    return new AuditedPart(healed, recount.next(), work);
  }
}
