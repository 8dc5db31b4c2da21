package io.voteengine;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link VoteEngine}. Not safe for use by many threads. */
public final class VoteEngineBuilder {
  final VoteStore store;
  final VoteLedger ledger;
  @Nullable VoteReconciler reconciler;
  int partitions = 16;

  VoteEngineBuilder(VoteStore store, VoteLedger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * What carries votes from store to ledger. Required.
   *
   * @param reconciler {@code Reconciler.withDefaults()} of vote-sync
   * @return this builder
   */
  public VoteEngineBuilder reconciler(VoteReconciler reconciler) {
    this.reconciler = reconciler;
    return this;
  }

  /**
   * Into how many partitions the subjects fall. Chosen once: store and ledger record it, and refuse
   * any other number from then on.
   *
   * @param partitions a power of two from 1 to 1024; 16 by default
   * @return this builder
   */
  public VoteEngineBuilder partitions(int partitions) {
    this.partitions = partitions;
    return this;
  }
}
