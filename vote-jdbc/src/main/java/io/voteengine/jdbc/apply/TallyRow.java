package io.voteengine.jdbc.apply;

import io.voteengine.spi.journal.VoteEvent;

/** A subject's tally as the ledger has it. */
record TallyRow(long up, long down, long version) {
  /** What the subject's tally is after the event, as the store says. */
  static TallyRow after(VoteEvent event) {
    return new TallyRow(event.up(), event.down(), event.version());
  }
}
