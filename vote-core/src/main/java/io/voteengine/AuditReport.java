package io.voteengine;

import java.util.List;

/**
 * A poll's votes, counted in three ways that share nothing but the votes themselves.
 *
 * @param poll name of the poll
 * @param subjects number of subjects with a tally
 * @param tallies sum of the tallies
 * @param votes count of the votes rows
 * @param events count of each voter's last entry in the audit log; for votes cast before the days
 *     that the log's retention keeps, the votes rows stand in
 * @param differing subjects for which the three disagree, at most 100 of them
 */
public record AuditReport(
    String poll,
    long subjects,
    Counts tallies,
    Counts votes,
    Counts events,
    List<SubjectId> differing) {

  /**
   * Sums of votes.
   *
   * @param up votes in favour
   * @param down votes against
   */
  public record Counts(long up, long down) {}

  /** Keeps its own copy of the list. */
  public AuditReport {
    differing = List.copyOf(differing);
  }

  /**
   * Whether the three counts agree for every subject.
   *
   * @return true when they do
   */
  public boolean exact() {
    return differing.isEmpty() && tallies.equals(votes) && votes.equals(events);
  }
}
