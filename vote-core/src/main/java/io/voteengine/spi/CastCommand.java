package io.voteengine.spi;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/**
 * One vote as the store is asked to cast it.
 *
 * @param voter who votes
 * @param subject on what
 * @param choice what the voter says
 * @param toggle whether casting the choice the voter already has means {@link Choice#NONE}
 * @param requestId names the request
 * @param castAt the time that the vote brings along, in microseconds; 0: the store sets it
 * @param kind why the store sees this vote
 * @param seen the highest time that the caller had seen in this partition before the first attempt,
 *     in microseconds; 0: none. The store never sets a time at or below it
 * @param variant a label for the audit log, or null
 */
public record CastCommand(
    VoterId voter,
    SubjectId subject,
    Choice choice,
    boolean toggle,
    RequestId requestId,
    long castAt,
    Kind kind,
    long seen,
    @Nullable String variant) {

  /** Why the store sees a vote. */
  public enum Kind {
    /** The first attempt, or one after attempts that certainly changed nothing. */
    FIRST,
    /**
     * An attempt after one whose outcome is unknown. Where the voter's choice has a time above
     * {@link CastCommand#seen()} and another request id, a newer request overtook this one, and the
     * answer is {@link CastReply.Superseded}: whether or not the first attempt was applied, the
     * newer one decides. A vote with a time of its own is ordered by that time instead.
     */
    RETRY,
    /**
     * A vote that was accepted in an earlier epoch, sent again with the time it had then. It passes
     * the limiter, the opening hours and a closed poll (not a sealed one): it was admitted before.
     */
    RESENT
  }
}
