package io.voteengine.sync.heal;

import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerPolls;
import java.util.HashMap;
import java.util.Map;

/** Which partitions have loaded one revision of a poll's rules, and in which term. */
final class PollReloadProgress {
  private final long revision;
  private final Map<Integer, Term> loaded = new HashMap<>();

  /** When all of them had loaded it for the first time; 0: not yet. */
  private long complete;

  PollReloadProgress(long revision) {
    this.revision = revision;
  }

  boolean isOf(long otherRevision) {
    return revision == otherRevision;
  }

  /** Returns whether no load of the former rules can be under way any more. */
  boolean isFormerOver() {
    return complete != 0 && System.nanoTime() - complete >= LedgerPolls.STALE_FOR.toNanos();
  }

  void beginAgain() {
    loaded.clear();
  }

  void loaded(int partition, Term term) {
    loaded.put(partition, term);
  }

  boolean hasLoaded(Term term) {
    return term.equals(loaded.get(term.partition()));
  }

  boolean hasLoadedAll(int partitions) {
    return loaded.size() == partitions;
  }

  /** Records that all partitions have loaded it. */
  void completed() {
    if (complete == 0) {
      complete = System.nanoTime();
    }
  }
}
