package io.voteengine.sync.audit;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.sync.threads.StopSignal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the ledger's tallies with the store's. Votes that are still in the journal are no
 * difference: a subject is judged only once the ledger has all that the store had when it was read.
 */
final class DriftCheck {
  private static final Logger log = LoggerFactory.getLogger(DriftCheck.class);

  private final VoteStore store;
  private final VoteLedger ledger;
  private final Duration storeTimeout;
  private final Duration patience;
  private final StopSignal stop;
  private final LedgerCatchUp catchUp;

  /**
   * @param patience how long a difference must last to count; longer than subjects stay stale
   */
  DriftCheck(
      VoteStore store,
      VoteLedger ledger,
      Duration storeTimeout,
      Duration patience,
      StopSignal stop) {
    this.store = store;
    this.ledger = ledger;
    this.storeTimeout = storeTimeout;
    this.patience = patience;
    this.stop = stop;
    this.catchUp = new LedgerCatchUp(store, ledger, storeTimeout, stop);
  }

  /** Returns the subjects that the store shows with other tallies now, maybe for a moment only. */
  List<SubjectId> suspects(RecountedTallies recount) {
    List<SubjectId> subjects = recount.tallies().stream().map(SubjectSnapshot::subject).toList();
    StoreTallies shown = read(recount.term(), subjects);
    return recount.tallies().stream()
        .filter(tally -> differs(tally, shown.of(tally.subject())))
        .map(SubjectSnapshot::subject)
        .toList();
  }

  /** Waits, and returns those of the subjects that still differ. */
  List<SubjectId> drifted(Term term, List<SubjectId> suspects) {
    if (suspects.isEmpty() || stop.pause(patience)) {
      return List.of();
    }
    StoreTallies before = read(term, suspects);
    if (!catchUp.await(term)) {
      log.debug("The ledger lags behind the store in {}; its subjects are audited next time", term);
      return List.of();
    }
    List<SubjectSnapshot> tallies = ledger.subjects(term.partition(), suspects).value();
    StoreTallies after = read(term, suspects);
    return tallies.stream()
        .filter(tally -> hasDrifted(tally, before.of(tally.subject()), after.of(tally.subject())))
        .map(SubjectSnapshot::subject)
        .toList();
  }

  private StoreTallies read(Term term, List<SubjectId> subjects) {
    return StoreTallies.read(store, term, subjects, storeTimeout);
  }

  /**
   * Returns whether store and ledger differ. The ledger was read between the two reads of the
   * store, and had all that the store had at the first. So what the store showed before cannot be
   * newer, and what it shows after cannot be older.
   */
  private static boolean hasDrifted(
      SubjectSnapshot tally, @Nullable Tally earlier, @Nullable Tally later) {
    return earlier != null
        && later != null
        && (earlier.version() > tally.version()
            || later.version() < tally.version()
            || (earlier.version() == tally.version() && differs(tally, earlier)));
  }

  private static boolean differs(SubjectSnapshot tally, @Nullable Tally shown) {
    return shown != null
        && !(shown.version() == tally.version()
            && shown.up() == tally.up()
            && shown.down() == tally.down());
  }
}
