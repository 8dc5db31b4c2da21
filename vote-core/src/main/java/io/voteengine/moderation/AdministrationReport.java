package io.voteengine.moderation;

/**
 * What a call of {@link Administration} has done.
 *
 * @param votes how many votes it changed
 * @param subjects on how many subjects
 * @param sealed how many votes it left as they are because their poll is sealed
 * @param drained whether the ledger had every vote that had been cast before the call. Where not,
 *     as when the store could not be reached, call again later for those
 * @param shown whether the store shows the change. Where not, it does within about a second of the
 *     moment at which it can be reached again
 */
public record AdministrationReport(
    long votes, long subjects, long sealed, boolean drained, boolean shown) {}
