package io.voteengine.spi;

import io.voteengine.Poll;

/**
 * A poll as the ledger has it.
 *
 * @param poll its rules
 * @param state where it stands in its life
 */
public record PollSnapshot(Poll poll, State state) {
  /** Where a poll stands in its life. */
  public enum State {
    /** Takes votes within its opening hours. */
    OPEN,
    /** Takes no new vote; votes accepted before may still be sent again. */
    CLOSING,
    /** Takes no vote at all: its result is settled. */
    SEALED
  }
}
