package io.voteengine.sync.flush;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.StepResult;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Recovers one partition whose store and ledger have different histories: freezes it, saves what
 * its journal still holds, and begins the next epoch. Every node may try, may repeat it, and may
 * stop anywhere: the token of the last freeze decides whose reset the store takes.
 */
final class PartitionRecovery {
  private final int partition;
  private final VoteStore store;
  private final VoteLedger ledger;
  private final VoteReconciler.Listener listener;
  private final Duration storeTimeout;
  private final Runnable mayRecover;
  private final KnownPosition position;
  private final ReconcilerLog events;

  /**
   * @param mayRecover throws when the partition must not be taken from another store
   */
  PartitionRecovery(
      int partition,
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler.Listener listener,
      Duration storeTimeout,
      Runnable mayRecover,
      KnownPosition position,
      ReconcilerLog events) {
    this.partition = partition;
    this.store = store;
    this.ledger = ledger;
    this.listener = listener;
    this.storeTimeout = storeTimeout;
    this.mayRecover = mayRecover;
    this.position = position;
    this.events = events;
  }

  /**
   * Recovers the partition, unless another node takes it over meanwhile. Called under the
   * partition's lock.
   *
   * @param opening whether a store that begins empty is opened: then nothing is lost
   */
  StepResult run(boolean opening) {
    position.forget();
    if (!opening) {
      mayRecover.run();
    }
    String token = UUID.randomUUID().toString();
    await(store.freeze(partition, token));
    Position before = ledger.position(partition);
    JournalSlice readable = await(store.journal(partition, Integer.MAX_VALUE));
    PartitionState.Meta meta = readable.state().meta();
    if (meta == null || !token.equals(meta.frozen())) {
      return StepResult.ABANDONED;
    }
    long epoch = Math.max(before.term().epoch(), meta.epoch()) + 1;
    Term next = new Term(partition, epoch, readable.state().identity());
    if (!ledger.recover(before.term(), readable.events(), next)
        || !await(store.reset(next, token))) {
      return StepResult.ABANDONED;
    }
    boolean first = before.term().epoch() == 0 || (opening && meta.seq() == 0);
    position.learn(new Position(next, 0, JournalEvent.CHAIN_START));
    if (!first) {
      events.recoveries().add(readable.events().size());
      listener.recovered(next, readable.events().size());
    }
    return StepResult.RECOVERED;
  }

  private <T> T await(CompletionStage<T> stage) {
    return StoreCalls.await(stage, storeTimeout);
  }
}
