package io.voteengine.spi.journal;

import java.util.List;

/**
 * Events of one partition that are to be applied together.
 *
 * @param before the position at which the ledger must be
 * @param events at least one, numbered without a gap from {@code before.seq() + 1}
 */
public record JournalBatch(Position before, List<JournalEvent> events) {
  /** Keeps its own copy. */
  public JournalBatch {
    events = List.copyOf(events);
  }

  /**
   * Returns the number of its partition.
   *
   * @return from 0
   */
  public int partition() {
    return before.term().partition();
  }

  /**
   * Returns its last event.
   *
   * @return the event with the highest number
   */
  public JournalEvent last() {
    return events.get(events.size() - 1);
  }
}
