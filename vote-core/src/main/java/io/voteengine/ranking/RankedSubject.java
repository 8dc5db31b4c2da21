package io.voteengine.ranking;

import io.voteengine.SubjectId;
import io.voteengine.Tally;

/**
 * A subject with its value in a {@link Ranking}.
 *
 * @param subject the subject
 * @param tally its counts
 * @param value the ranking's value, within a few units in the last place of the ranking's formula
 */
public record RankedSubject(SubjectId subject, Tally tally, double value) {}
