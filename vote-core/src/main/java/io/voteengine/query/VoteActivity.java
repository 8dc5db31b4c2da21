package io.voteengine.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The number of votes in an interval of time that were cast with one variant. Counts every vote
 * that took effect when it was cast, even if the voter has changed it since.
 *
 * @param from the first moment of the interval
 * @param variant the label that the votes were cast with; null: votes without one
 * @param up votes in favour
 * @param down votes against
 * @param retracted retracted votes
 */
public record VoteActivity(
    Instant from, @Nullable String variant, long up, long down, long retracted) {}
