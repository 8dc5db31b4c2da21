package io.voteengine.jdbc.apply;

import io.voteengine.spi.journal.VoteEvent;

/** A subject's tally in the ledger. */
record TallyRow(long up, long down, long version) {
  /** Returns the subject's tally after the event, according to the store. */
  static TallyRow after(VoteEvent event) {
    return new TallyRow(event.up(), event.down(), event.version());
  }

  TallyRow plus(TallyChange change) {
    return new TallyRow(up + change.up(), down + change.down(), version + change.version());
  }
}
