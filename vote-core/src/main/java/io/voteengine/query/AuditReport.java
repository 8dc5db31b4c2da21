package io.voteengine.query;

import io.voteengine.SubjectId;
import java.util.List;

/**
 * A poll's votes, counted in three ways that share nothing but the votes themselves, and compared
 * with what the store shows.
 *
 * @param poll name of the poll
 * @param subjects number of subjects with a tally
 * @param tallies sum of the tallies
 * @param votes count of the votes rows
 * @param events count of each voter's last entry in the audit log; for votes cast before the days
 *     that the log's retention keeps, the votes rows stand in
 * @param differing subjects for which the three disagree, at most 100 of them
 * @param healed subjects whose tally, in ledger or store, was not the count of their votes, at most
 *     100 of them; it is now, or will be when the store loads them afresh
 * @param compared whether the store could be asked; where not, {@code healed} is empty
 */
public record AuditReport(
    String poll,
    long subjects,
    Counts tallies,
    Counts votes,
    Counts events,
    List<SubjectId> differing,
    List<SubjectId> healed,
    boolean compared) {

  private static final int MOST_NAMED = 100;

  /**
   * Sums of votes.
   *
   * @param up votes in favour
   * @param down votes against
   */
  public record Counts(long up, long down) {}

  /** Keeps its own copies of the lists. */
  public AuditReport {
    differing = List.copyOf(differing);
    healed = List.copyOf(healed);
  }

  /**
   * A report of the ledger alone.
   *
   * @param poll name of the poll
   * @param subjects number of subjects with a tally
   * @param tallies sum of the tallies
   * @param votes count of the votes rows
   * @param events count of each voter's last entry in the audit log
   * @param differing subjects for which the three disagree
   */
  public AuditReport(
      String poll,
      long subjects,
      Counts tallies,
      Counts votes,
      Counts events,
      List<SubjectId> differing) {
    this(poll, subjects, tallies, votes, events, differing, List.of(), false);
  }

  /**
   * Returns this report with what the comparison with the store found.
   *
   * @param found the subjects whose tally in the store differs
   * @return a copy
   */
  public AuditReport comparedWithStore(List<SubjectId> found) {
    List<SubjectId> some = found.subList(0, Math.min(found.size(), MOST_NAMED));
    return new AuditReport(poll, subjects, tallies, votes, events, differing, some, true);
  }

  /**
   * Whether the three counts agree for every subject, and the store, where it was asked ({@link
   * #compared}), showed nothing else.
   *
   * @return true when they do
   */
  public boolean exact() {
    return differing.isEmpty() && healed.isEmpty() && tallies.equals(votes) && votes.equals(events);
  }
}
