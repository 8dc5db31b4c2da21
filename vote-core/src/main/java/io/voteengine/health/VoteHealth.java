package io.voteengine.health;

import io.voteengine.VoteEngineBuilder;
import java.util.Comparator;
import java.util.List;

/**
 * The health of an engine at one moment, with the remedy for each problem. Immutable.
 *
 * <p>{@link Status#DEGRADED}: something does not work fully, and some votes may fail. Without the
 * ledger, for example, these are the votes on subjects that the store does not hold. {@link
 * Status#FAILING}: votes are refused on all subjects, or on all subjects of a partition. These are
 * all the rules:
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><th>part</th><th>condition</th><th>status</th></tr>
 *   <tr><td>{@link Part#ENGINE}</td><td>the engine is closed</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition does not answer, and its votes cannot be cast in
 *       the ledger: there is no degraded mode, or the ledger does not answer either</td>
 *       <td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition does not answer, and its votes are cast in the
 *       ledger</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition answers and is still served from the ledger;
 *       FAILING if the ledger does not answer</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition is frozen, or is in another epoch or on another
 *       server than the ledger knows: it is being recovered, and its votes wait</td>
 *       <td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE} or {@link Part#LEDGER}</td><td>of the casts of the last 10 s, half
 *       or more were not accepted or not answered in time; DEGRADED from 5 % on. Time-outs of
 *       a caller's own shorter deadline do not count</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>casts have failed, none has come since, and the store does
 *       not accept a trial cast</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>this engine's last eviction in a partition failed within the
 *       last 3 minutes</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>the ledger does not answer</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>there are votes in quarantine</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>this engine's last maintenance of the ledger
 *       failed</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>a vote was rejected because of a full backlog
 *       within the last 10 s, or as many votes are unconfirmed as {@link
 *       VoteEngineBuilder#maxPending} allows</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>half as many votes are
 *       unconfirmed</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>the oldest vote has been unconfirmed for longer than
 *       {@link VoteEngineBuilder#durableDeadline}</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#POLLS}</td><td>the finalization of a poll has failed, or has not come to an
 *       end within 10 minutes</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LISTENERS}</td><td>a listener missed events within the last
 *       minute</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LISTENERS}</td><td>the last call of the cache invalidator
 *       failed</td><td>DEGRADED</td></tr>
 * </table>
 *
 * @param issues the problems, in no particular order; empty: everything works
 * @param figures the engine's figures
 */
public record VoteHealth(List<Issue> issues, VoteFigures figures) {
  /** Keeps its own copy. */
  public VoteHealth {
    issues = List.copyOf(issues);
  }

  /** The status of an engine or of a part, from good to bad. */
  public enum Status {
    /** Everything works. */
    HEALTHY,
    /** Something does not work fully, and some votes may fail. */
    DEGRADED,
    /** Votes are refused, all of them or all of a partition. */
    FAILING
  }

  /** The part that an issue is about. */
  public enum Part {
    /** The engine itself. */
    ENGINE,
    /** Where votes are cast. */
    STORE,
    /** Where votes are durable. */
    LEDGER,
    /** The reconciler, which carries votes from store to ledger. */
    RECONCILER,
    /** The finalization of polls. */
    POLLS,
    /** The host's listeners and its cache invalidator. */
    LISTENERS
  }

  /**
   * A problem and its remedy.
   *
   * @param part the part that has the problem
   * @param status the status that the problem gives the part, never HEALTHY
   * @param what what the problem is, and what it means for voters
   * @param action what to do
   */
  public record Issue(Part part, Status status, String what, String action) {}

  /**
   * Returns the engine's status.
   *
   * @return the worst status of its parts
   */
  public Status status() {
    return worst(issues);
  }

  /**
   * Returns the status of a part.
   *
   * @param part the part
   * @return the worst status of its issues
   */
  public Status status(Part part) {
    return worst(issues.stream().filter(issue -> issue.part() == part).toList());
  }

  private static Status worst(List<Issue> issues) {
    return issues.stream().map(Issue::status).max(Comparator.naturalOrder()).orElse(Status.HEALTHY);
  }
}
