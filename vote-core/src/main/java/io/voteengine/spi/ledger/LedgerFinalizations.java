package io.voteengine.spi.ledger;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoteLedgerException;
import io.voteengine.backup.Backup;
import io.voteengine.poll.PollException;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationPhase;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a finalization records in the ledger. Each method can be repeated, on any node: it changes
 * nothing that was done before. Safe for use by many threads; every method throws {@link
 * VoteLedgerException} when it fails.
 */
public interface LedgerFinalizations {
  /**
   * Returns the polls whose finalization is to be begun or continued: those that closed at least a
   * while ago by the ledger's clock, unless they were over when they were recorded, and those whose
   * finalization has begun and is not complete.
   *
   * @param grace how long ago
   * @return their names, in the order of their bytes
   */
  List<String> due(Duration grace);

  /**
   * Begins the finalization of a poll: no vote is accepted in it any more, imports included, except
   * accepted votes that are sent again. Changes nothing where it has begun.
   *
   * @param poll name of the poll
   * @return the poll as it is recorded now
   * @throws PollException when the poll is unknown, or not over by the ledger's clock
   */
  PollSnapshot begin(String poll);

  /**
   * Records an amendment of kind {@link io.voteengine.result.Amendment.Kind#LATE}, where the poll
   * is sealed: the store has refused an acknowledged vote that was sent again. Changes nothing
   * where the poll is not sealed, where the voter has cast this or a newer vote on the subject, and
   * where the vote has an amendment already, from here or from the journal.
   *
   * @param partition number of the subject's partition
   * @param vote who voted on what
   * @param requestId the request
   * @param castAt its time in microseconds
   */
  void late(int partition, VoteKey vote, RequestId requestId, long castAt);

  /**
   * Returns how far a finalization is.
   *
   * @param poll name of the poll
   * @return empty where it has not begun
   */
  Optional<Finalization> find(String poll);

  /**
   * Takes a finalization for one run. The claim is for efficiency: two runs of one poll come to the
   * same result. It is free again when the run releases it, when it expires, and when the node of
   * the run has died.
   *
   * @param poll name of a poll whose finalization has begun
   * @param run the run's own id
   * @param node the node on which it runs
   * @param lease for how long
   * @return false while another run has it
   */
  boolean claim(String poll, UUID run, UUID node, Duration lease);

  /**
   * Keeps a claim.
   *
   * @param poll name of the poll
   * @param run the run's id
   * @param lease for how long from now
   * @return false where the run does not have it any more
   */
  boolean renew(String poll, UUID run, Duration lease);

  /**
   * Gives a claim back. Changes nothing where another run has it.
   *
   * @param poll name of the poll
   * @param run the run's id
   */
  void release(String poll, UUID run);

  /**
   * Records that a phase begins.
   *
   * @param poll name of the poll
   * @param phase the phase
   */
  void phaseBegins(String poll, FinalizationPhase phase);

  /**
   * Records that a phase has ended.
   *
   * @param poll name of the poll
   * @param phase the phase
   * @param failure why it failed, cut after 1,000 characters; null: it succeeded
   */
  void phaseEnded(String poll, FinalizationPhase phase, @Nullable String failure);

  /**
   * Returns the polls that are closing: their votes are no longer accepted, and they are not
   * sealed.
   *
   * @return their names
   */
  List<String> closing();

  /**
   * Records that a node had no vote of a closing poll under way: none that it has acknowledged and
   * the ledger is not known to have, and no cast without an answer. What a node says in some epochs
   * counts in these epochs only.
   *
   * @param poll name of the poll
   * @param node the node's id, as for its leases
   * @param epochs the sum of the epochs of all partitions, read before the node looked. Epochs
   *     never fall, so the sum is the same only while each of them is
   */
  void settled(String poll, UUID node, long epochs);

  /**
   * Returns what a closing poll waits for.
   *
   * @param poll name of the poll
   * @param node a node that must have {@link #settled}, live or not: the one that finalizes
   * @return nothing at all where the poll is sealed
   */
  SealReadiness readiness(String poll, UUID node);

  /**
   * Counts a poll's votes in three ways, without a lock. May take long.
   *
   * @param poll name of the poll
   * @return the counts
   */
  CountedPoll count(String poll);

  /**
   * Records the backup of a poll that is not sealed.
   *
   * @param poll name of the poll
   * @param backup a verified backup
   * @return false, and nothing is changed, where the poll is sealed
   */
  boolean keepBackup(String poll, Backup backup);

  /**
   * Makes a poll's counts final in one transaction, if no vote can reach it any more and its
   * tallies are those that were counted. From then on the ledger counts no vote of the poll.
   *
   * @param poll name of the poll
   * @param node the node that finalizes
   * @param counted what {@link #count} has returned
   * @return false, and nothing is changed, where a vote may still come or has come; true where the
   *     poll is sealed
   */
  boolean seal(String poll, UUID node, CountedPoll counted);

  /**
   * Writes the ballots of a sealed poll, from where an earlier attempt has stopped. Memory use is
   * bounded whatever the number of votes. May take long, in many transactions.
   *
   * @param poll name of the poll
   * @param progress called after each transaction
   */
  void writeBallots(String poll, Runnable progress);

  /**
   * Records the root of a sealed poll. Changes nothing where it has one.
   *
   * @param poll name of the poll
   * @param root its 32 bytes
   * @param blocks {@link io.voteengine.result.proof.InclusionProver#toBytes}
   * @param checkpoint the signed checkpoint; null: none
   * @return the finalization with the root that is recorded now
   */
  Finalization keepRoot(String poll, byte[] root, byte[] blocks, @Nullable String checkpoint);

  /**
   * Returns the subjects of a poll that have a tally in a partition, for the store to unload.
   *
   * @param partition number of the partition
   * @param poll name of the poll
   * @param after the last one of the page before; null: the first page
   * @param limit how many at most
   * @return the page, in the order of the subjects
   */
  List<SubjectId> subjects(int partition, String poll, @Nullable SubjectId after, int limit);

  /**
   * Records that the store was made to unload a sealed poll.
   *
   * @param poll name of the poll
   */
  void cleared(String poll);

  /**
   * Returns the finalizations that have begun and are not complete.
   *
   * @return the one that began first first
   */
  List<Finalization> unfinished();

  /**
   * Leaves a finalized poll out of the lists of polls. Its result stays.
   *
   * @param poll name of the poll
   * @return false, and nothing is changed, where it is not finalized
   */
  boolean archive(String poll);

  /**
   * Returns the archived polls.
   *
   * @return their names, in the order of their bytes
   */
  List<String> archived();

  /**
   * Returns the sealed polls with a root that the host's hook is not known to have heard of.
   *
   * @return their names
   */
  List<String> unnotified();

  /**
   * Lets one node notify the host of a result.
   *
   * @param poll name of the poll
   * @param node the node's id
   * @param lease for how long
   * @return false while another node has it, and where the host was notified
   */
  boolean claimNotification(String poll, UUID node, Duration lease);

  /**
   * Records that the host's hook has returned.
   *
   * @param poll name of the poll
   */
  void notified(String poll);
}
