package io.voteengine.moderation;

/**
 * The result of a call of {@link Administration}.
 *
 * @param votes how many votes it changed
 * @param subjects on how many subjects
 * @param sealed how many votes stayed unchanged because their poll is sealed
 * @param spent how many votes were not restored because their voters hold as many choices as their
 *     ballot poll allows
 * @param drained whether the ledger had every vote that was cast before the call. If false, for
 *     example because the store could not be reached, call again later for the missing votes
 * @param shown whether the store shows the change. If false, the store shows it within about a
 *     second after it can be reached again
 */
public record AdministrationReport(
    long votes, long subjects, long sealed, long spent, boolean drained, boolean shown) {
  /**
   * Creates the report of a call that no budget of a ballot poll limited.
   *
   * @param votes see {@link AdministrationReport}
   * @param subjects see {@link AdministrationReport}
   * @param sealed see {@link AdministrationReport}
   * @param drained see {@link AdministrationReport}
   * @param shown see {@link AdministrationReport}
   */
  public AdministrationReport(
      long votes, long subjects, long sealed, boolean drained, boolean shown) {
    this(votes, subjects, sealed, 0, drained, shown);
  }
}
