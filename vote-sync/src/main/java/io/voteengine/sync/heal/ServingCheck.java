package io.voteengine.sync.heal;

import static java.util.stream.Collectors.toSet;

import io.voteengine.VoteException;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the partitions whose store can serve votes. */
final class ServingCheck {
  private static final Logger log = LoggerFactory.getLogger(ServingCheck.class);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;

  ServingCheck(VoteStore store, VoteLedger ledger, Duration storeTimeout) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
  }

  /**
   * Returns those of the partitions whose store answers and is the one of the ledger's own term.
   */
  Set<Integer> serving(Set<Integer> partitions) {
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
      PartitionState state = StoreCalls.await(asked, deadline);
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
