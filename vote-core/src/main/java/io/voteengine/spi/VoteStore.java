package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The fast side: where votes are cast and tallies are fresh. Implementations are safe for use by
 * many threads.
 *
 * <p><b>Each method is one atomic step</b> in one partition: it happens as a whole or not at all,
 * and no other step comes between its checks and its writes. A step that names a {@link Term} does
 * nothing unless the partition is in that epoch, on that server, and not frozen.
 *
 * <p><b>Failure.</b> A stage that completes with {@link StoreUnavailableException} stands for a
 * step that has certainly not been taken; with any other {@link VoteStoreException}, for one that
 * may or may not have been taken. Every step may be repeated safely: a cast by its request id, the
 * others because doing them twice is doing them once; only permits count each time. Stages may
 * complete on threads that must not be blocked.
 *
 * <p><b>What it holds.</b> The ledger holds everything; the store holds what is in use. A subject
 * that the store does not hold in the present epoch has no event that the ledger lacks. It is
 * loaded in three steps: read {@link PartitionState.Meta#evictions}, then the ledger, then load
 * with that number, which the store refuses where the number has moved.
 */
public interface VoteStore extends VoteServer, AutoCloseable {
  /**
   * Readies the store for a number of partitions of one ledger; called once, before anything else.
   * Each partition belongs to the ledger that first recovers it, and from then on its steps fail
   * with {@link StoreUnavailableException} for a store that was opened for another one.
   *
   * @param partitions a power of two from 1 to 1024
   * @param ledger {@linkplain VoteLedger#identity() identity} of the ledger that has the votes
   * @throws VoteConfigurationException when the store has been used with another number or by
   *     another ledger, or cannot be trusted with votes as it is configured; the message says what
   *     to change
   * @throws VoteStoreException when the store cannot be reached
   */
  void open(int partitions, UUID ledger);

  /**
   * The subjects of a poll with the highest scores, among those with votes that the partition
   * holds; equal scores in the order of {@link SubjectId}. Those without votes take no time.
   *
   * @param term the term to read in
   * @param poll name of the poll
   * @param limit how many at most, 1 or more
   * @return highest first, every view exact and without a choice; empty in another term
   */
  CompletionStage<List<SubjectView>> top(Term term, String poll, int limit);

  /**
   * A voter's choice as the partition holds it.
   *
   * @param term the term to read in
   * @param subject a subject of that partition
   * @param voter who
   * @return the choice; empty where the store does not hold it, and in another term
   */
  CompletionStage<Optional<VoteSnapshot>> vote(Term term, SubjectId subject, VoterId voter);

  /**
   * Whether the store is empty whenever it is opened, by its nature: then an empty one has lost
   * nothing, and no other process reaches it.
   *
   * @return false, unless a store says otherwise
   */
  default boolean beginsEmpty() {
    return false;
  }

  /**
   * What a partition says of itself. The one read that needs no term.
   *
   * @param partition its number
   * @return its state
   */
  CompletionStage<PartitionState> state(int partition);

  /**
   * Installs a poll in a partition where it is absent or has rules of an older {@linkplain
   * PollSnapshot#revision revision}. A poll that is over stays over. It opens and closes by the
   * latest time that the partition's clock has shown ({@link PollSnapshot#refuses}): a step back
   * opens no poll that has closed, in later epochs either.
   *
   * @param term the term in which the ledger was read
   * @param poll the poll
   * @return {@link LoadReply#LOADED} or {@link LoadReply#WRONG_EPOCH}
   */
  CompletionStage<LoadReply> loadPoll(Term term, PollSnapshot poll);

  /**
   * Installs subjects of one partition, with the votes in their snapshots, where they are absent,
   * or drained and wholly in the ledger. What a voter's limiter remembered when the subject was
   * unloaded holds again.
   *
   * @param term the term in which the ledger was read
   * @param evictions the counter of evictions before the ledger was read
   * @param subjects the ledger's figures
   * @return the answer
   */
  CompletionStage<LoadReply> loadSubjects(
      Term term, long evictions, List<SubjectSnapshot> subjects);

  /**
   * Installs voters' choices on subjects that the partition holds, where the voter is unknown.
   *
   * @param term the term in which the ledger was read
   * @param evictions the counter of evictions before the ledger was read
   * @param votes the ledger's rows
   * @return the answer; {@link LoadReply#RETRY} also where a subject is not held
   */
  CompletionStage<LoadReply> loadVotes(Term term, long evictions, List<VoteSnapshot> votes);

  /**
   * Marks subjects of one partition as draining: casts and reads find them not loaded until the
   * watermark has reached their last event and they are loaded afresh. Moves the counter of
   * evictions, also for subjects that are not held: a load with older figures may be on its way.
   * Voters' limiters outlive this for as long as they remember something.
   *
   * @param term the term it is meant for
   * @param subjects which
   * @return whether the term was right
   */
  CompletionStage<Boolean> unload(Term term, List<SubjectId> subjects);

  /**
   * Forgets subjects that nobody has cast on or read for a while and that lie wholly at or below
   * the watermark, and polls of which it holds no subject. Moves the counter of evictions when it
   * forgets a subject. Takes no longer the more polls or subjects there are, or ever were.
   *
   * @param term the term it is meant for
   * @param idle for how long at least
   * @param limit how many subjects and polls to look at, at most
   * @return how many were forgotten, none in another term, and how much memory is in use
   */
  CompletionStage<EvictReply> evict(Term term, Duration idle, int limit);

  /**
   * Closes a poll in a partition and appends a {@link io.voteengine.spi.journal.CloseEvent}, once
   * in an epoch. Casts are refused from then on, but for those sent again.
   *
   * @param term the term it is meant for
   * @param poll name of a poll, loaded or not
   * @return whether the term was right
   */
  CompletionStage<Boolean> closePoll(Term term, String poll);

  /**
   * Reads the oldest events of a partition's journal, with its state. Needs no term: whether to
   * trust what it returns is the reader's to judge.
   *
   * @param partition its number
   * @param limit how many events at most
   * @return the events
   */
  CompletionStage<JournalSlice> journal(int partition, int limit);

  /**
   * Tells a partition how far the ledger is: raises the watermark, never lowers it, and drops the
   * events up to it. Moves the counter of evictions where a draining subject is now wholly in the
   * ledger: a load on its way may have read figures from before its last event.
   *
   * @param term the term it is meant for
   * @param seq number of the last event that the ledger has committed
   * @return whether the term was right
   */
  CompletionStage<Boolean> applied(Term term, long seq);

  /**
   * First step of a recovery: from here on every step that names a term is refused, until {@link
   * #reset}. Creates the partition's record where there is none. A later token replaces an earlier
   * one.
   *
   * @param partition its number
   * @param token names this recovery
   * @return the partition's state, frozen
   */
  CompletionStage<PartitionState> freeze(int partition, String token);

  /**
   * Last step of a recovery: a new epoch with an empty journal, nothing loaded, number 0. Refused
   * where the partition is frozen with another token, or the server is not the one of the term.
   * Voters' limiters outlive this as they outlive {@link #unload}.
   *
   * @param term the new term, its identity the server's that was frozen
   * @param token the token given to {@link #freeze}
   * @return whether it was done
   */
  CompletionStage<Boolean> reset(Term term, String token);

  /**
   * How the nodes of this store call each other, so that they need not ask so often.
   *
   * @return {@link StoreSignals#NONE} where the store has no such thing
   */
  default StoreSignals signals() {
    return StoreSignals.NONE;
  }

  /** Releases what the store itself opened. Repeated calls do nothing. */
  @Override
  void close();
}
