package io.voteengine.spi.journal;

import java.util.List;

/**
 * Events of a partition's journal, read in one step with the partition's state.
 *
 * @param state the partition when it was read
 * @param events in the order of their numbers, oldest first
 */
public record JournalSlice(PartitionState state, List<JournalEvent> events) {
  /** Keeps its own copy of the list. */
  public JournalSlice {
    events = List.copyOf(events);
  }
}
