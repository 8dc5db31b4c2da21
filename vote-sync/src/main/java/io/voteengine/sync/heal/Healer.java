package io.voteengine.sync.heal;

import io.voteengine.VoteException;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store reload what the ledger has marked as stale: subjects and rules of polls. Several
 * healers may run at once: a mark is removed only after the store of the ledger's own term has
 * unloaded the subject. Safe for use by many threads.
 */
public final class Healer {
  private final StaleSubjectUnloads subjects;
  private final PollReloads polls;
  private final ServingCheck check;

  public Healer(
      VoteStore store, VoteLedger ledger, Duration storeTimeout, VoteReconciler.Listener listener) {
    this.subjects = new StaleSubjectUnloads(store, ledger, storeTimeout, listener);
    this.polls = new PollReloads(store, ledger, storeTimeout);
    this.check = new ServingCheck(store, ledger, storeTimeout);
  }

  /**
   * The result of a healing.
   *
   * @param left partitions that still have something stale
   * @param failure the first one, or null
   */
  public record Healing(Set<Integer> left, @Nullable VoteException failure) {}

  /** Heals what was stale at the call, in every partition where that is possible. */
  public Healing heal() {
    return heal(partition -> true);
  }

  /** Does the same as {@link #heal()} for some of the partitions. */
  public Healing heal(IntPredicate which) {
    HealingProgress progress = new HealingProgress();
    subjects.run(which, progress);
    polls.run(which, progress);
    return progress.result();
  }

  /**
   * Returns those of the partitions whose store answers and is the one of the ledger's own term.
   */
  public Set<Integer> serving(Set<Integer> partitions) {
    return check.serving(partitions);
  }
}
