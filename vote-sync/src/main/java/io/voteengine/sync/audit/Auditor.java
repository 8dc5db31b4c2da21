package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.ReadReply;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.sync.flush.ReconcilerLog;
import io.voteengine.sync.flush.StoreCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the votes with the tallies in the ledger, and those tallies with the store's. It
 * corrects what differs and makes the store reload it. Votes that are still in the journal are no
 * difference: a subject is judged only once the ledger has all that the store had when it was read.
 */
public final class Auditor {
  private static final Logger log = LoggerFactory.getLogger(Auditor.class);

  /** The pause between two checks whether the ledger has caught up with the store. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final Duration patience;
  private final VoteReconciler.Listener listener;
  private final ReconcilerLog events;
  private final CountDownLatch stopped = new CountDownLatch(1);

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
    this.patience = patience;
  }

  /** Ends every wait in here, now and later. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * A part of a poll that was audited.
   *
   * @param healed the subjects that differed; the store reloads them
   * @param next the subject to continue after; null at the end
   * @param workNanos the time taken, without the wait for differences to last
   */
  public record Part(List<SubjectId> healed, @Nullable SubjectId next, long workNanos) {}

  /** Audits a bounded number of subjects. */
  public Part audit(int partition, String poll, @Nullable SubjectId after) {
    long began = System.nanoTime();
    RecountedTallies recount = ledger.administration().recount(partition, poll, after);
    List<SubjectId> healed = new ArrayList<>(recount.corrected());
    if (!healed.isEmpty()) {
      events.miscounted(partition, healed.size(), poll);
      listener.reconciled(Set.copyOf(healed), EngineEvent.Cause.MISCOUNT);
    }
    List<SubjectId> suspects = suspects(recount);
    long work = System.nanoTime() - began;
    List<SubjectId> drifted = drifted(recount.term(), suspects);
    if (!drifted.isEmpty()) {
      events.drifted("Poll '" + poll + "', partition " + partition, drifted.size());
      ledger.administration().overtake(partition, drifted);
      // In another term the store holds nothing of what was compared.
      if (StoreCalls.await(store.unload(recount.term(), drifted), storeTimeout)) {
        listener.reconciled(Set.copyOf(drifted), EngineEvent.Cause.DRIFT);
        healed.addAll(drifted);
      }
    }
    return new Part(healed, recount.next(), work);
  }

  private List<SubjectId> suspects(RecountedTallies recount) {
    List<SubjectId> subjects = recount.tallies().stream().map(SubjectSnapshot::subject).toList();
    Map<SubjectId, Tally> held = held(recount.term(), subjects);
    return recount.tallies().stream()
        .filter(tally -> differs(tally, held.get(tally.subject())))
        .map(SubjectSnapshot::subject)
        .toList();
  }

  private List<SubjectId> drifted(Term term, List<SubjectId> suspects) {
    if (suspects.isEmpty()) {
      return List.of();
    }
    if (pause(patience)) {
      return List.of();
    }
    Map<SubjectId, Tally> before = held(term, suspects);
    if (!catchesUp(term)) {
      log.debug("The ledger lags behind the store in {}; its subjects are audited next time", term);
      return List.of();
    }
    List<SubjectSnapshot> tallies = ledger.subjects(term.partition(), suspects).value();
    Map<SubjectId, Tally> after = held(term, suspects);
    return tallies.stream()
        .filter(tally -> hasDrifted(tally, before, after))
        .map(SubjectSnapshot::subject)
        .toList();
  }

  /**
   * Returns whether store and ledger differ. The ledger was read between the two reads of the
   * store, and had all that the store had at the first. So what the store showed before cannot be
   * newer, and what it shows after cannot be older.
   */
  private static boolean hasDrifted(
      SubjectSnapshot tally, Map<SubjectId, Tally> before, Map<SubjectId, Tally> after) {
    Tally earlier = before.get(tally.subject());
    Tally later = after.get(tally.subject());
    return earlier != null
        && later != null
        && (earlier.version() > tally.version()
            || later.version() < tally.version()
            || (earlier.version() == tally.version() && differs(tally, earlier)));
  }

  private static boolean differs(SubjectSnapshot tally, @Nullable Tally held) {
    return held != null
        && !(held.version() == tally.version()
            && held.up() == tally.up()
            && held.down() == tally.down());
  }

  /** Waits until the ledger has all that the store of this term holds now. */
  private boolean catchesUp(Term term) {
    PartitionState.Meta meta = StoreCalls.await(store.state(term.partition()), storeTimeout).meta();
    if (meta == null || meta.epoch() != term.epoch()) {
      return false;
    }
    Deadline deadline = Deadline.in(storeTimeout);
    Position position = ledger.position(term.partition());
    while (position.term().equals(term) && position.seq() < meta.seq()) {
      if (deadline.passed() || pause(LOOK_EVERY)) {
        return false;
      }
      position = ledger.position(term.partition());
    }
    return position.term().equals(term);
  }

  /** Returns the store's tallies of these subjects; none in another term. */
  private Map<SubjectId, Tally> held(Term term, List<SubjectId> subjects) {
    Map<SubjectId, Tally> held = new HashMap<>();
    if (!subjects.isEmpty()
        && StoreCalls.await(store.read(term, subjects, null), storeTimeout)
            instanceof ReadReply.Read read) {
      for (SubjectView view : read.views()) {
        held.put(view.subject(), view.tally());
      }
    }
    return held;
  }

  /** Waits; returns true when the auditor has been stopped. */
  private boolean pause(Duration time) {
    try {
      return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
