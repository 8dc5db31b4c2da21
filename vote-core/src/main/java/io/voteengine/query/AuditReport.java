package io.voteengine.query;

import io.voteengine.SubjectId;
import java.util.List;

/**
 * The result of an audit of a poll: its votes, counted in three independent ways and compared with
 * what the store shows.
 *
 * @param poll name of the poll
 * @param subjects number of subjects with a tally
 * @param tallies sum of the tallies
 * @param votes count of the rows of votes
 * @param events count of each voter's last entry in the audit log; for votes older than the log's
 *     retention, the rows of votes are counted instead
 * @param differing subjects for which the three counts differ, at most 100 of them
 * @param healed subjects whose tally, in ledger or store, differed from the count of their votes,
 *     at most 100 of them; it is now corrected, or will be when the store reloads them
 * @param compared whether the store could be asked; if false, {@code healed} is empty
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
   * Creates a report of the ledger alone.
   *
   * @param poll name of the poll
   * @param subjects number of subjects with a tally
   * @param tallies sum of the tallies
   * @param votes count of the rows of votes
   * @param events count of each voter's last entry in the audit log
   * @param differing subjects for which the three counts differ
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
   * Returns a copy of this report with the result of the comparison with the store.
   *
   * @param found the subjects whose tally in the store differs
   * @return a copy
   */
  public AuditReport comparedWithStore(List<SubjectId> found) {
    List<SubjectId> some = found.subList(0, Math.min(found.size(), MOST_NAMED));
    return new AuditReport(poll, subjects, tallies, votes, events, differing, some, true);
  }

  /**
   * Returns whether the three counts agree for every subject, and the store, if it was asked
   * ({@link #compared}), showed the same.
   *
   * @return true when all agree
   */
  public boolean exact() {
    return differing.isEmpty() && healed.isEmpty() && tallies.equals(votes) && votes.equals(events);
  }
}
