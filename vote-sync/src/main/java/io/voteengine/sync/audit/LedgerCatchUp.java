package io.voteengine.sync.audit;

import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.flush.StoreCalls;
import io.voteengine.sync.threads.StopSignal;
import java.time.Duration;

/** Waits until the ledger has what the store has. */
final class LedgerCatchUp {
  /** The pause between two checks. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final StopSignal stop;

  LedgerCatchUp(VoteStore store, VoteLedger ledger, Duration storeTimeout, StopSignal stop) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
    this.stop = stop;
  }

  /**
   * Waits until the ledger has all that the store of this term holds now.
   *
   * @return false when the term is over, when it takes too long, or after a stop
   */
  boolean await(Term term) {
    PartitionState.Meta meta = StoreCalls.await(store.state(term.partition()), storeTimeout).meta();
    if (meta == null || meta.epoch() != term.epoch()) {
      return false;
    }
    Deadline deadline = Deadline.in(storeTimeout);
    Position position = ledger.position(term.partition());
    while (position.term().equals(term) && position.seq() < meta.seq()) {
      if (deadline.passed() || stop.pause(LOOK_EVERY)) {
        return false;
      }
      position = ledger.position(term.partition());
    }
    return position.term().equals(term);
  }
}
