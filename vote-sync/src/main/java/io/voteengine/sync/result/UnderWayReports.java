package io.voteengine.sync.result;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerFinalizations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ledger for each closing poll that no vote of it is under way on this node. A poll is
 * not sealed before every live node has said so. Safe for use by many threads.
 */
public final class UnderWayReports {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A database that failed over may have lost what this node has said. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final VoteLedger ledger;
  private final LedgerFinalizations finalizations;
  private final VoteReconciler.Listener listener;
  private final UUID node;
  private final Map<String, Look> looks = new HashMap<>();
  private volatile int closing;

  /**
   * What was under way when this node looked.
   *
   * @param epochs the sum of all epochs before that
   * @param settled whether all of it has come to its end
   * @param saidAt when the ledger got that, by System.nanoTime; null: it was not
   */
  private record Look(long epochs, BooleanSupplier settled, @Nullable Long saidAt) {
    boolean isToBeSaid() {
      return saidAt == null || System.nanoTime() - saidAt > AGAIN_NANOS;
    }
  }

  public UnderWayReports(
      VoteLedger ledger,
      LedgerFinalizations finalizations,
      VoteReconciler.Listener listener,
      UUID node) {
    this.ledger = ledger;
    this.finalizations = finalizations;
    this.listener = listener;
    this.node = node;
  }

  /** Reports on all polls that are closing. Returns the pause before the next time. */
  public Duration run() {
    List<String> polls = finalizations.closing();
    closing = polls.size();
    forgetOthers(polls);
    if (!polls.isEmpty()) {
      long epochs = epochs();
      polls.forEach(poll -> report(poll, epochs));
    }
    return PAUSE;
  }

  /** Returns how many polls were closing when it last looked. */
  int closing() {
    return closing;
  }

  /** Reports on one poll. */
  void report(String poll) {
    report(poll, epochs());
  }

  private long epochs() {
    return ledger.positions().stream().mapToLong(position -> position.term().epoch()).sum();
  }

  synchronized void forget(String poll) {
    looks.remove(poll);
  }

  private synchronized void forgetOthers(List<String> polls) {
    looks.keySet().retainAll(polls);
  }

  /**
   * @param epochs read before: an epoch that begins after this node has looked must count as
   *     another
   */
  private synchronized void report(String poll, long epochs) {
    Look look = looks.get(poll);
    if (look == null || look.epochs() != epochs) {
      // A vote that a store has lost since the former look must be seen again.
      look = new Look(epochs, listener.settling(poll), null);
      looks.put(poll, look);
    }
    if (look.isToBeSaid() && look.settled().getAsBoolean()) {
      finalizations.settled(poll, node, epochs);
      looks.put(poll, new Look(epochs, look.settled(), System.nanoTime()));
    }
  }
}
