package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.util.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A poll as the ledger has it.
 *
 * @param poll its rules
 * @param state where it stands in its life
 * @param over whether its closing time is known to have passed, whatever a clock says now
 * @param revision how often its rules have changed
 */
public record PollSnapshot(Poll poll, State state, boolean over, long revision) {
  /**
   * A poll whose closing time is not known to have passed, and whose rules have never changed.
   *
   * @param poll its rules
   * @param state where it stands in its life
   */
  public PollSnapshot(Poll poll, State state) {
    this(poll, state, false, 0);
  }

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
   * Whether the poll's state, opening hours and choices forbid a vote. A vote that brings its time
   * along is judged by that: until the poll is sealed it may come after the poll has closed, if it
   * is dated before.
   *
   * @param vote the vote
   * @param reached the latest time that is known to have come, in microseconds
   * @return why it is refused; null: it is not
   */
  public CastReply.@Nullable Refused refuses(CastCommand vote, long reached) {
    if (state == State.SEALED) {
      return CastReply.Refused.POLL_CLOSED;
    }
    if (vote.kind() != CastCommand.Kind.RESENT) {
      if (state == State.CLOSING
          || (vote.castAt() == 0 ? over || isOverAt(reached) : isOverAt(vote.castAt()))) {
        return CastReply.Refused.POLL_CLOSED;
      }
      Instant opensAt = poll.opensAt();
      if (opensAt != null && !over && reached < Micros.of(opensAt)) {
        return CastReply.Refused.POLL_NOT_OPEN;
      }
    }
    return vote.choice() == Choice.NONE || poll.choices().contains(vote.choice())
        ? null
        : CastReply.Refused.CHOICE_NOT_ALLOWED;
  }

  /**
   * Returns whether the poll's closing time has come.
   *
   * @param time in microseconds
   * @return whether votes of that time are too late
   */
  public boolean isOverAt(long time) {
    Instant closesAt = poll.closesAt();
    return closesAt != null && time >= Micros.of(closesAt);
  }
}
