package io.voteengine.sync.flush;

import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Position;

/** Checks that a journal goes on where the ledger is. */
final class JournalContinuity {
  private JournalContinuity() {}

  /**
   * Returns whether the slice continues the position: the same term, no event missing, and the
   * chain value of each event right.
   *
   * @param batch the most events that a slice was read with; one with fewer reaches to the
   *     journal's end
   */
  static boolean continues(Position known, JournalSlice slice, int batch) {
    PartitionState.Meta meta = slice.state().meta();
    if (meta == null
        || meta.frozen() != null
        || meta.epoch() != known.term().epoch()
        || !slice.state().identity().equals(known.term().identity())
        || meta.seq() < known.seq()) {
      return false;
    }
    long seq = known.seq();
    long chain = known.chain();
    for (JournalEvent event : slice.events()) {
      if (event.seq() <= known.seq()) {
        continue;
      }
      chain = event.chainAfter(chain);
      if (event.seq() != ++seq || event.chain() != chain) {
        return false;
      }
    }
    return seq == meta.seq() || slice.events().size() >= batch;
  }
}
