package io.voteengine.engine.cast;

import io.voteengine.spi.CastReply;
import io.voteengine.spi.journal.Term;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a cast.
 *
 * @param term the term that answered
 * @param reply the store's answer, never "not loaded" or "wrong epoch"; null: it is not known
 *     whether the vote was applied
 * @param repeated whether an earlier attempt of the same call may have been applied
 */
public record CastOutcome(Term term, @Nullable CastReply reply, boolean repeated) {
  /** Whether the cast takes its permits: the vote counts, may count, or was superseded. */
  boolean isVote() {
    return reply == null
        || reply instanceof CastReply.Accepted
        || reply instanceof CastReply.Superseded
        || (reply instanceof CastReply.Replayed && repeated);
  }
}
