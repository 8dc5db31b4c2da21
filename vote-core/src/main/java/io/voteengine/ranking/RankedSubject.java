package io.voteengine.ranking;

import io.voteengine.SubjectId;
import io.voteengine.Tally;

/**
 * A subject in its place in a {@link Ranking}.
 *
 * @param subject which
 * @param tally its counts
 * @param value what the ranking makes of them, within a few units in the last place of the formula
 *     that it names
 */
public record RankedSubject(SubjectId subject, Tally tally, double value) {}
