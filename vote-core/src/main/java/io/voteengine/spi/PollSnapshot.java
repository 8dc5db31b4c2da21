package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.Micros;
import io.voteengine.Poll;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

  /**
   * Whether the poll's state, opening hours and choices forbid a vote.
   *
   * @param vote the vote
   * @param now the present, in microseconds
   * @return why it is refused; null: it is not
   */
  public CastReply.@Nullable Refused refuses(CastCommand vote, long now) {
    if (state == State.SEALED) {
      return CastReply.Refused.POLL_CLOSED;
    }
    if (vote.kind() != CastCommand.Kind.RESENT) {
      Instant closesAt = poll.closesAt();
      if (state == State.CLOSING || (closesAt != null && now >= Micros.of(closesAt))) {
        return CastReply.Refused.POLL_CLOSED;
      }
      Instant opensAt = poll.opensAt();
      if (opensAt != null && now < Micros.of(opensAt)) {
        return CastReply.Refused.POLL_NOT_OPEN;
      }
    }
    return vote.choice() == Choice.NONE || poll.choices().contains(vote.choice())
        ? null
        : CastReply.Refused.CHOICE_NOT_ALLOWED;
  }
}
