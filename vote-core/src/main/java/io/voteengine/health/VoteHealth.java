package io.voteengine.health;

import io.voteengine.VoteEngineBuilder;
import java.util.Comparator;
import java.util.List;

/**
 * How an engine is, as of one moment, and what to do about it. Immutable.
 *
 * <p>{@link Status#DEGRADED}: something falls short of what is promised, and some votes may fail:
 * without the ledger, those on subjects that the store does not hold. {@link Status#FAILING}: votes
 * are refused whatever their subject, or all those of a partition. These are the rules, all of
 * them:
 *
 * <table>
 *   <caption>Rules</caption>
 *   <tr><th>part</th><th>what is so</th><th>status</th></tr>
 *   <tr><td>{@link Part#ENGINE}</td><td>it is closed</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition does not answer, and its votes cannot be cast in
 *       the ledger: there is no degraded mode, or the ledger does not answer either</td>
 *       <td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition does not answer, and its votes are cast in the
 *       ledger</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition answers and is still served from the ledger;
 *       FAILING where the ledger does not answer</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>a partition is frozen, or is in another epoch or on another
 *       server than the ledger knows: it is being recovered, and its votes wait</td>
 *       <td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#STORE} or {@link Part#LEDGER}</td><td>of the casts of the last 10 s, half
 *       or more were not taken or not answered in time; DEGRADED from 5 % on. A caller's own
 *       shorter deadline does not count</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#STORE}</td><td>casts have failed, none has come since, and the store does
 *       not take one that is tried out</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>it does not answer</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>there are votes in quarantine</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LEDGER}</td><td>its last maintenance by this engine
 *       failed</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>a vote was rejected for a full backlog
 *       within the last 10 s, or as many are unconfirmed as {@link
 *       VoteEngineBuilder#unconfirmedLimit} allows</td><td>FAILING</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>half as many are unconfirmed</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#RECONCILER}</td><td>the oldest vote has been unconfirmed for longer than
 *       {@link VoteEngineBuilder#durableDeadline}</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LISTENERS}</td><td>a listener missed events within the last
 *       minute</td><td>DEGRADED</td></tr>
 *   <tr><td>{@link Part#LISTENERS}</td><td>the last call of the cache invalidator
 *       failed</td><td>DEGRADED</td></tr>
 * </table>
 *
 * @param issues what is not as it should be, in no order; empty: all is well
 * @param figures what is known in numbers
 */
public record VoteHealth(List<Issue> issues, VoteFigures figures) {
  /** Keeps its own copy. */
  public VoteHealth {
    issues = List.copyOf(issues);
  }

  /** How something is, the better first. */
  public enum Status {
    /** All is as promised. */
    HEALTHY,
    /** Something falls short, and some votes may fail. */
    DEGRADED,
    /** Votes are refused, all of them or all of a partition. */
    FAILING
  }

  /** What an issue is about. */
  public enum Part {
    /** The engine itself. */
    ENGINE,
    /** Where votes are cast. */
    STORE,
    /** Where votes are durable. */
    LEDGER,
    /** What carries votes from store to ledger. */
    RECONCILER,
    /** The host's listeners and its cache invalidator. */
    LISTENERS
  }

  /**
   * Something that is not as it should be.
   *
   * @param part what it is about
   * @param status what it makes of the part, never HEALTHY
   * @param what what is so, and what that means for voters
   * @param action what to do
   */
  public record Issue(Part part, Status status, String what, String action) {}

  /**
   * How the engine is.
   *
   * @return the worst status of its parts
   */
  public Status status() {
    return worst(issues);
  }

  /**
   * How a part is.
   *
   * @param part which
   * @return the worst status of its issues
   */
  public Status status(Part part) {
    return worst(issues.stream().filter(issue -> issue.part() == part).toList());
  }

  private static Status worst(List<Issue> issues) {
    return issues.stream().map(Issue::status).max(Comparator.naturalOrder()).orElse(Status.HEALTHY);
  }
}
