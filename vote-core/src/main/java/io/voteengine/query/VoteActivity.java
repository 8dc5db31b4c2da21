package io.voteengine.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much was voted in an interval of time, by those who saw one variant. Every vote is counted
 * that took effect when it came, also where the voter has changed it since.
 *
 * @param from begin of the interval
 * @param variant the label that the votes were cast with; null: those without one
 * @param up votes in favour
 * @param down votes against
 * @param retracted votes taken back
 */
public record VoteActivity(
    Instant from, @Nullable String variant, long up, long down, long retracted) {}
