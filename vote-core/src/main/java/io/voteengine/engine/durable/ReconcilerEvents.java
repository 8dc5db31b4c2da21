package io.voteengine.engine.durable;

import io.voteengine.SubjectId;
import io.voteengine.engine.health.Counters;
import io.voteengine.engine.notify.Listeners;
import io.voteengine.engine.result.ResultHooks;
import io.voteengine.listener.EngineEvent;
import io.voteengine.result.Finalization;
import io.voteengine.spi.CastCommand;
import io.voteengine.spi.CastReply;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Receives the reconciler's notifications and passes them on to the parts that need them. */
public final class ReconcilerEvents implements VoteReconciler.Listener {
  private final Confirmations confirmations;
  private final Listeners listeners;
  private final Counters counters;
  private final ResultHooks results;

  public ReconcilerEvents(
      Confirmations confirmations, Listeners listeners, Counters counters, ResultHooks results) {
    this.confirmations = confirmations;
    this.listeners = listeners;
    this.counters = counters;
    this.results = results;
  }

  @Override
  public void quarantined(Term term, Map<Long, String> reasons) {
    confirmations.quarantined(term, reasons);
  }

  @Override
  public void watermark(Position position) {
    confirmations.watermark(position);
  }

  @Override
  public List<CastCommand> unconfirmed(VoteKey key) {
    return confirmations.unconfirmed(key);
  }

  @Override
  public void castInLedger(CastCommand vote, CastReply reply) {
    confirmations.castInLedger(vote, reply);
  }

  @Override
  public boolean awaits(int partition) {
    return confirmations.awaits(partition);
  }

  @Override
  public BooleanSupplier settling(String poll) {
    return results.settling(poll);
  }

  @Override
  public @Nullable String sign(String poll, long size, byte[] root) {
    return results.sign(poll, size, root);
  }

  @Override
  public boolean wantsResults() {
    return results.wantsResults();
  }

  @Override
  public void notifyHost(Finalization result) throws Exception {
    results.notifyHost(result);
  }

  @Override
  public void sealed(Finalization result) {
    listeners.everythingChanged();
    listeners.report(new EngineEvent.PollSealed(result));
  }

  @Override
  public void applied(List<JournalEvent> events) {
    if (listeners.hasInvalidator()) {
      for (JournalEvent event : events) {
        if (event instanceof VoteEvent vote) {
          listeners.changed(vote.subject(), vote.voter());
        }
      }
    }
  }

  @Override
  public void reconciled(Set<SubjectId> subjects, EngineEvent.Cause cause) {
    if (cause == EngineEvent.Cause.DRIFT || cause == EngineEvent.Cause.MISCOUNT) {
      counters.corrections.add(subjects.size());
    }
    listeners.changed(subjects);
    listeners.report(new EngineEvent.VoteReconciled(subjects, cause));
  }

  @Override
  public void recovered(Term term, int salvaged) {
    counters.recoveries.increment();
    listeners.everythingChanged();
    listeners.report(new EngineEvent.PartitionRecovered(term.partition(), term.epoch(), salvaged));
  }

  @Override
  public void evicted(int partition, @Nullable Throwable failure) {
    counters.evicted(partition, failure);
  }

  @Override
  public void degraded(int partition) {
    counters.degraded.add(partition);
    listeners.report(new EngineEvent.PartitionDegraded(partition));
  }

  @Override
  public void restored(int partition) {
    counters.degraded.remove(partition);
    // Pages were read from the ledger, which may have lacked votes.
    listeners.everythingChanged();
    listeners.report(new EngineEvent.PartitionRestored(partition));
  }

  @Override
  public void maintained(@Nullable Throwable failure) {
    counters.maintenanceFailure = failure;
  }
}
