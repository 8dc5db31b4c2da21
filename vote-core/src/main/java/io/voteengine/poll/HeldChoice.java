package io.voteengine.poll;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import java.time.Instant;

/**
 * One of the choices that a voter holds in a ballot poll.
 *
 * @param subject on what
 * @param choice {@link Choice#UP} or {@link Choice#DOWN}
 * @param castAt when it was cast, in whole microseconds; where votes move, the earliest moves first
 */
public record HeldChoice(SubjectId subject, Choice choice, Instant castAt) {}
