package io.voteengine;

/**
 * A subject as one voter sees it.
 *
 * @param subject which
 * @param tally its counts
 * @param choice the voter's own choice; {@link Choice#NONE} where no voter was named
 * @param exact true when counts and choice are known to hold every vote that this engine accepted
 *     before the read began, and every other that the store had; false when they come from the
 *     ledger alone, which may lack the newest votes, or when votes are still to be sent again to a
 *     store that lost them
 */
public record SubjectView(SubjectId subject, Tally tally, Choice choice, boolean exact) {}
