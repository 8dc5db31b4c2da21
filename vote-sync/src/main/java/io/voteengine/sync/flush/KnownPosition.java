package io.voteengine.sync.flush;

import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far this node knows the ledger to be in one partition. It reports each advance to the engine:
 * refused events first, since the watermark after them makes all other receipts durable.
 *
 * <p>Everything that reports is called under the partition's lock. Any thread may read the position
 * or forget it.
 */
final class KnownPosition {
  private final int partition;
  private final VoteLedger ledger;
  private final VoteReconciler.Listener listener;
  private final ReconcilerLog events;

  /** The ledger's last known position; null when not known. */
  private volatile @Nullable Position position;

  /** Refused events are reported up to here; null before the first look at the ledger. */
  private @Nullable Position reported;

  KnownPosition(
      int partition, VoteLedger ledger, VoteReconciler.Listener listener, ReconcilerLog events) {
    this.partition = partition;
    this.ledger = ledger;
    this.listener = listener;
    this.events = events;
  }

  @Nullable Position get() {
    return position;
  }

  /** Makes the next step ask the ledger first, since others may have taken steps in between. */
  void forget() {
    position = null;
  }

  /** Returns whether the ledger has everything up to a point of the store's history. */
  boolean hasReached(PartitionState.Meta target) {
    Position known = position;
    return known != null
        && (known.term().epoch() > target.epoch()
            || (known.term().epoch() == target.epoch() && known.seq() >= target.seq()));
  }

  /** Asks the ledger. */
  Position ask() {
    return learn(ledger.position(partition));
  }

  /** Takes over the ledger's position, and reports what it means. */
  Position learn(Position current) {
    reportRefusals(current);
    position = current;
    listener.watermark(current);
    return current;
  }

  /** Takes over a position after a commit of this node, whose refusals were reported already. */
  void committed(Position current) {
    reported = current;
    learn(current);
  }

  /**
   * Takes over a position to which other nodes have moved the ledger.
   *
   * @param refusals whether there may be anything in quarantine
   * @return whether it is further than what was reported before
   */
  boolean learnFromOthers(Position current, BooleanSupplier refusals) {
    Position before = reported;
    boolean news = before == null || isBeyond(current, before);
    if (news) {
      if (!refusals.getAsBoolean()) {
        reported = current;
      }
      learn(current);
    }
    return news;
  }

  private static boolean isBeyond(Position one, Position other) {
    long epoch = one.term().epoch();
    return epoch > other.term().epoch()
        || (epoch == other.term().epoch() && one.seq() > other.seq());
  }

  /** Reports refusals of events that other nodes have applied, or this one without knowing it. */
  private void reportRefusals(Position current) {
    Position before = reported;
    if (before != null && !before.equals(current)) {
      boolean sameEpoch = before.term().epoch() == current.term().epoch();
      long after = sameEpoch ? before.seq() : 0;
      if (current.seq() > after) {
        refused(current.term(), ledger.quarantined(current.term(), after, current.seq()));
      }
    }
    reported = current;
  }

  /** Reports events that the ledger has refused. */
  void refused(Term term, Map<Long, String> reasons) {
    if (!reasons.isEmpty()) {
      events.repairs().quarantined(partition, reasons.size(), reasons.values().iterator().next());
      listener.quarantined(term, reasons);
    }
  }
}
