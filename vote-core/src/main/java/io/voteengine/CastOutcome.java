package io.voteengine;

import io.voteengine.spi.CastReply;
import io.voteengine.spi.Term;
import org.jspecify.annotations.Nullable;

/**
 * How casting ended.
 *
 * @param term the term that answered
 * @param reply the store's answer, never "not loaded" nor "wrong epoch"; null: not known whether
 *     the vote was applied
 */
record CastOutcome(Term term, @Nullable CastReply reply) {}
