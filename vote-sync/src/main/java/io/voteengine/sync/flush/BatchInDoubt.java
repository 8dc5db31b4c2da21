package io.voteengine.sync.flush;

import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import java.util.List;

/**
 * The last batch of one partition, if its transaction failed and may still have been committed.
 * Used under the partition's lock only.
 */
final class BatchInDoubt {
  private List<JournalEvent> batch = List.of();

  void remember(List<JournalEvent> failed) {
    batch = failed;
  }

  /** Returns the batch if the ledger has it after all; otherwise nothing. Forgets it either way. */
  List<JournalEvent> committedBy(Position known) {
    List<JournalEvent> doubtful = batch;
    batch = List.of();
    if (doubtful.isEmpty()) {
      return doubtful;
    }
    JournalEvent last = doubtful.get(doubtful.size() - 1);
    boolean committed = known.term().epoch() == last.epoch() && known.seq() >= last.seq();
    return committed ? doubtful : List.of();
  }
}
