package io.voteengine.moderation;

/**
 * The result of a call of {@link Administration}.
 *
 * @param votes how many votes it changed
 * @param subjects on how many subjects
 * @param sealed how many votes stayed unchanged because their poll is sealed
 * @param drained whether the ledger had every vote that was cast before the call. If false, for
 *     example because the store could not be reached, call again later for the missing votes
 * @param shown whether the store shows the change. If false, the store shows it within about a
 *     second after it can be reached again
 */
public record AdministrationReport(
    long votes, long subjects, long sealed, boolean drained, boolean shown) {}
