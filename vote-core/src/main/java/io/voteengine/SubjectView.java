package io.voteengine;

/**
 * A subject as one voter sees it.
 *
 * @param subject the subject
 * @param tally its counts
 * @param choice the voter's own choice; {@link Choice#NONE} where no voter was named
 * @param exact true when counts and choice are known to include every vote that this engine
 *     accepted before the read began, and every other vote that the store had; false when they come
 *     from the ledger alone, which may lack the newest votes, or when the store lost votes that
 *     must still be sent to it again
 */
public record SubjectView(SubjectId subject, Tally tally, Choice choice, boolean exact) {}
