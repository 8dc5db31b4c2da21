package io.voteengine;

/**
 * A subject as one voter sees it.
 *
 * @param subject which
 * @param tally its counts
 * @param choice the voter's own choice; {@link Choice#NONE} where no voter was named
 * @param exact true when counts and choice are known to hold every vote accepted before the read
 *     began; false when they come from the ledger alone, which may lack the newest votes
 */
public record SubjectView(SubjectId subject, Tally tally, Choice choice, boolean exact) {}
