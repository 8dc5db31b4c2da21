package io.voteengine.examples.replay;

import io.voteengine.VoteException;
import io.voteengine.examples.console.Text;
import io.voteengine.examples.console.UserError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait for a ledger that takes no votes. What counts is the time since the last vote
 * that it took, so a slow ledger is waited for. Safe for use by many threads.
 */
final class Patience {
  private final Duration limit;
  private final ReplayCounts counts;
  private volatile @Nullable VoteException lastFailure;

  Patience(Duration limit, ReplayCounts counts) {
    this.limit = limit;
    this.counts = counts;
  }

  /** Records why a vote could not be cast, to report it if the wait ends. */
  void note(VoteException failure) {
    lastFailure = failure;
  }

  /**
   * Checks whether to go on waiting.
   *
   * @param since when the waiting began, by {@link System#nanoTime()}
   * @throws UserError when the ledger took no vote for too long
   */
  void check(long since) {
    long now = System.nanoTime();
    if (Math.min(now - since, now - counts.lastMove()) > limit.toNanos()) {
      VoteException why = lastFailure;
      throw new UserError(
          Text.of(
              "gave up: the ledger took no vote for %d s%s. It is not known to have %,d votes; replay"
                  + " the file again, those that it has are recognised",
              limit.toSeconds(),
              why == null ? "" : " (" + why.getMessage() + ")",
              counts.awaited()));
    }
  }
}
