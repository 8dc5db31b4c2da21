package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.subject.Listing;
import io.voteengine.util.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A poll as the ledger has it.
 *
 * @param poll its rules
 * @param state its stage of life
 * @param over whether its closing time is known to have passed, whatever a clock says now
 * @param revision 0: its rules have never changed; else it rises with each change, and never comes
 *     again, even where the database goes back: the moment of the change in microseconds, or more
 */
public record PollSnapshot(Poll poll, State state, boolean over, long revision) {
  /**
   * Creates the snapshot of a poll whose closing time is not known to have passed, and whose rules
   * have never changed.
   *
   * @param poll its rules
   * @param state its stage of life
   */
  public PollSnapshot(Poll poll, State state) {
    this(poll, state, false, 0);
  }

  /** The stage of a poll's life. */
  public enum State {
    /** Takes votes between its opening and closing times. */
    OPEN,
    /** Takes no new votes; votes that were accepted before may still be sent again. */
    CLOSING,
    /** Takes no votes at all: its result is final. */
    SEALED
  }

  /**
   * Returns why the poll's state, opening hours or choices forbid a vote, if they do. A vote with a
   * time of its own is judged by that time: until the poll is sealed, it may arrive after the
   * closing time if it is dated before it. It is never accepted if it is dated before the opening
   * time.
   *
   * @param vote the vote
   * @param reached the latest time that is known to have come, in microseconds
   * @return why the vote is refused; null: it is not refused
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
      if (opensAt != null && isBefore(Micros.of(opensAt), vote, reached)) {
        return CastReply.Refused.POLL_NOT_OPEN;
      }
    }
    // A vote that is sent again was accepted by the rules of its time.
    return vote.kind() == CastCommand.Kind.RESENT
            || vote.choice() == Choice.NONE
            || poll.choices().contains(vote.choice())
        ? null
        : CastReply.Refused.CHOICE_NOT_ALLOWED;
  }

  /**
   * Returns why the poll refuses votes on a subject, if it does. A choice that the voter holds may
   * be taken back all the same, and a vote that is sent again was accepted before.
   *
   * @param listing whether the host has listed the subject
   * @return why votes on it are refused; null: they are not
   */
  public CastReply.@Nullable Refused refuses(Listing listing) {
    return switch (listing) {
      case UNLISTED -> poll.listed() ? CastReply.Refused.SUBJECT_UNKNOWN : null;
      case LISTED -> null;
      case WITHDRAWN -> CastReply.Refused.SUBJECT_WITHDRAWN;
    };
  }

  /** A vote that is dated before the opening belongs to another poll, such as yesterday's. */
  private boolean isBefore(long opensAt, CastCommand vote, long reached) {
    return (!over && reached < opensAt) || (vote.castAt() != 0 && vote.castAt() < opensAt);
  }

  /**
   * Returns whether everybody may see the poll's counts.
   *
   * @return false where its visibility hides them from some
   */
  public boolean isPublic() {
    return poll.visibility().isPublic(over || state != State.OPEN, state == State.SEALED);
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
