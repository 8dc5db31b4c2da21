package io.voteengine.engine.cast;

import io.voteengine.spi.CastReply;
import io.voteengine.spi.journal.Term;
import org.jspecify.annotations.Nullable;

/**
 * How casting ended.
 *
 * @param term the term that answered
 * @param reply the store's answer, never "not loaded" nor "wrong epoch"; null: not known whether
 *     the vote was applied
 * @param repeated whether an earlier attempt of the same call may have been applied
 */
public record CastOutcome(Term term, @Nullable CastReply reply, boolean repeated) {
  /** Whether a vote was counted, or may have been, or was one too many: it takes its permits. */
  boolean isVote() {
    return reply == null
        || reply instanceof CastReply.Accepted
        || reply instanceof CastReply.Superseded
        || (reply instanceof CastReply.Replayed && repeated);
  }
}
