package io.voteengine;

import io.voteengine.poll.HeldChoice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipt for an accepted vote. Immutable, except for the future that it carries.
 *
 * @param requestId the request that was answered
 * @param action what the request changed
 * @param choice the voter's choice after it
 * @param tally the subject's counts right after the vote; where {@code replayed}, the present
 *     counts; {@link Tally#HIDDEN} where the poll's visibility hides them from the voter, and then
 *     never {@code exact}
 * @param castAt the time of the vote by the store's clock, in whole microseconds; later votes of a
 *     voter on a subject have later times
 * @param exact as {@link SubjectView#exact}: true when the counts are known to include every vote
 *     that this engine accepted before, and every other vote that the store had; false when they
 *     come from the ledger, which may lack votes that the store holds, or when the store lost votes
 *     that must still be sent to it again. The counts include this vote in both cases
 * @param replayed true when an earlier attempt of the same request was applied; action, choice and
 *     time are then those of that attempt
 * @param held in a ballot poll the choices that the voter holds in it after the vote, the one that
 *     was cast first is first; where {@code replayed}, the present ones. Empty in an ordinary poll
 * @param moved in a ballot poll whose votes move, the subject whose choice this vote took back;
 *     null where there is none, and where {@code replayed}
 */
public record VoteReceipt(
    RequestId requestId,
    Action action,
    Choice choice,
    Tally tally,
    boolean exact,
    Instant castAt,
    boolean replayed,
    List<HeldChoice> held,
    @Nullable SubjectId moved) {
  /** Keeps its own copy. */
  public VoteReceipt {
    held = List.copyOf(held);
  }
}
