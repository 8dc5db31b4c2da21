package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteStoreException;
import io.voteengine.VoterId;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.spi.journal.JournalSlice;
import io.voteengine.spi.journal.PartitionState;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The fast side: where votes are cast and tallies are current. Implementations are safe for use by
 * many threads.
 *
 * <p><b>Each method is one atomic step</b> in one partition: it happens as a whole or not at all,
 * and no other step comes between its checks and its writes. A step that names a {@link Term} does
 * nothing unless the partition is in that epoch, on that server, and not frozen.
 *
 * <p><b>Failure.</b> A stage that fails with {@link StoreUnavailableException} means that the step
 * was certainly not done; with any other {@link VoteStoreException}, it may or may not have been
 * done. Every step can be repeated safely: a cast because of its request id, the others because
 * they are idempotent. Permits are the exception: each call takes or gives back one. Stages may
 * complete on threads that must not be blocked.
 *
 * <p><b>What it holds.</b> The ledger holds everything; the store holds what is in use. If the
 * store does not hold a subject in the present epoch, the ledger has all of its events. A subject
 * is loaded in three steps: read {@link PartitionState.Meta#evictions}, read the ledger, then load
 * with that number. The store refuses the load if the number has changed.
 */
public interface VoteStore extends VoteServer, AutoCloseable {
  /**
   * Opens the store for a number of partitions of one ledger. Called once, before anything else.
   * Each partition belongs to the ledger that first recovers it. From then on its steps fail with
   * {@link StoreUnavailableException} for a store that was opened for another ledger.
   *
   * @param partitions a power of two from 1 to 1024
   * @param ledger {@linkplain VoteLedger#identity() identity} of the ledger that holds the votes
   * @throws VoteConfigurationException when the store has been used with another number or by
   *     another ledger, or cannot be trusted with votes as it is configured; the message says what
   *     to change
   * @throws VoteStoreException when the store cannot be reached
   */
  void open(int partitions, UUID ledger);

  /**
   * Returns the subjects of a poll with the highest scores, among those with votes that the
   * partition holds and that are not withdrawn; equal scores are in the order of {@link SubjectId}.
   * Subjects without votes cost no time.
   *
   * @param term the term to read in
   * @param poll name of the poll
   * @param limit how many at most, 1 or more
   * @return the views, highest score first, each exact and without a choice; empty in another term
   */
  CompletionStage<List<SubjectView>> top(Term term, String poll, int limit);

  /**
   * Returns a voter's choice as the partition holds it.
   *
   * @param term the term to read in
   * @param subject a subject of that partition
   * @param voter who votes
   * @return the choice; empty where the store does not hold it, and in another term
   */
  CompletionStage<Optional<VoteSnapshot>> vote(Term term, SubjectId subject, VoterId voter);

  /**
   * Returns whether this kind of store is always empty when it is opened. Then an empty store has
   * lost nothing, and no other process reaches it.
   *
   * @return false by default
   */
  default boolean beginsEmpty() {
    return false;
  }

  /**
   * Returns a partition's state. Needs no term.
   *
   * @param partition number of the partition
   * @return the state
   */
  CompletionStage<PartitionState> state(int partition);

  /**
   * Installs a poll in a partition if it is absent, or if the partition has its rules of an older
   * {@linkplain PollSnapshot#revision revision}, or if the poll is sealed. The poll opens and
   * closes by the latest time that the partition's clock has shown ({@link PollSnapshot#refuses}):
   * a poll that has closed does not open again, whatever its new rules say, if the clock steps
   * back, and in later epochs.
   *
   * @param term the term in which the ledger was read
   * @param poll the poll
   * @return {@link LoadReply#LOADED} or {@link LoadReply#WRONG_EPOCH}
   */
  CompletionStage<LoadReply> loadPoll(Term term, PollSnapshot poll);

  /**
   * Installs subjects of one partition, with the votes in their snapshots, if they are absent, or
   * if they are draining and the ledger has all of their events. A voter's rate limit continues
   * from its state when the subject was unloaded.
   *
   * @param term the term in which the ledger was read
   * @param evictions the counter of evictions before the ledger was read
   * @param subjects the ledger's figures
   * @return the answer
   */
  CompletionStage<LoadReply> loadSubjects(
      Term term, long evictions, List<SubjectSnapshot> subjects);

  /**
   * Installs voters' choices on subjects that the partition holds, if it does not know the voter.
   *
   * @param term the term in which the ledger was read
   * @param evictions the counter of evictions before the ledger was read
   * @param votes the ledger's rows
   * @return the answer; {@link LoadReply#RETRY} also when the partition does not hold a subject
   */
  CompletionStage<LoadReply> loadVotes(Term term, long evictions, List<VoteSnapshot> votes);

  /**
   * Installs the choices that voters hold in ballot polls, for voters whose choices the partition
   * does not know. A cast in a ballot poll needs them ({@link CastReply.Missing#HELD}).
   *
   * @param term the term in which the ledger was read
   * @param evictions the counter of evictions before the ledger was read
   * @param held the ledger's rows
   * @return the answer; {@link LoadReply#RETRY} also while the ledger may lack votes in the poll
   *     that were cast before its choices were unloaded
   */
  CompletionStage<LoadReply> loadHeld(Term term, long evictions, List<HeldVotes> held);

  /**
   * Marks subjects of one partition as draining: casts and reads find them not loaded until the
   * watermark has reached their last event and they are loaded again. Raises the counter of
   * evictions even for subjects that the partition does not hold, because a load with older figures
   * may be on its way. Voters' rate limits keep their state until all permits are back.
   *
   * <p>Where a subject belongs to a ballot poll, whether the partition holds it or not, the choices
   * that voters hold in the poll are unloaded too, and are loaded again once the watermark has
   * reached the last event of the poll.
   *
   * @param term the term that the call is for
   * @param subjects the subjects
   * @return whether the term was right
   */
  CompletionStage<Boolean> unload(Term term, List<SubjectId> subjects);

  /**
   * Evicts subjects that were not cast on or read for a while and whose events are all at or below
   * the watermark, and polls of which the partition holds no subject, unless {@link #closePoll} has
   * closed them and they are not known to be sealed. Raises the counter of evictions when it evicts
   * a subject. Does the same with the choices held in ballot polls, where the ledger has every
   * event of the poll and no vote was cast in it for a while. The time it takes does not depend on
   * how many polls or subjects there are or were.
   *
   * @param term the term that the call is for
   * @param idle the least time without a cast or read
   * @param limit how many subjects and polls to look at, at most
   * @return how many subjects were evicted, none in another term, and how much memory is in use
   */
  CompletionStage<EvictReply> evict(Term term, Duration idle, int limit);

  /**
   * Closes a poll in a partition and appends a {@link io.voteengine.spi.journal.CloseEvent}, once
   * per epoch, unless the partition knows that it is sealed. From then on casts are refused, except
   * accepted votes that are sent again.
   *
   * @param term the term that the call is for
   * @param poll name of a poll, loaded or not
   * @return whether the term was right
   */
  CompletionStage<Boolean> closePoll(Term term, String poll);

  /**
   * Reads the oldest events of a partition's journal, with its state. Needs no term: the reader
   * must check whether it can trust the events.
   *
   * @param partition number of the partition
   * @param limit how many events at most
   * @return the events
   */
  default CompletionStage<JournalSlice> journal(int partition, int limit) {
    return journal(partition, 0, limit);
  }

  /**
   * Reads a part of a partition's journal: the oldest events after a number, with the partition's
   * state. Needs no term, as above. An event may be gone before it is read, because the ledger has
   * it.
   *
   * @param partition number of the partition
   * @param after number of the event after which to begin; 0: at the oldest
   * @param limit how many events at most
   * @return the events
   */
  CompletionStage<JournalSlice> journal(int partition, long after, int limit);

  /**
   * Raises a partition's watermark to what the ledger has committed, and drops the events up to it.
   * Never lowers the watermark. Raises the counter of evictions if the ledger now has all events of
   * a draining subject, because a load on its way may have read figures from before its last event.
   *
   * @param term the term that the call is for
   * @param seq number of the last event that the ledger has committed
   * @return whether the term was right
   */
  CompletionStage<Boolean> applied(Term term, long seq);

  /**
   * Freezes a partition, as the first step of a recovery: every step that names a term is refused
   * until {@link #reset}. Creates the partition's record if there is none. A later token replaces
   * an earlier one.
   *
   * @param partition number of the partition
   * @param token identifies this recovery
   * @return the partition's state, frozen
   */
  CompletionStage<PartitionState> freeze(int partition, String token);

  /**
   * Begins a new epoch, as the last step of a recovery: with an empty journal, nothing loaded, and
   * event number 0. Does nothing if the partition is frozen with another token, or if the server is
   * not the one of the term. Voters' rate limits keep their state, as in {@link #unload}.
   *
   * @param term the new term, with the identity of the frozen server
   * @param token the token given to {@link #freeze}
   * @return whether it was done
   */
  CompletionStage<Boolean> reset(Term term, String token);

  /**
   * Returns the messages between the nodes of this store. With them the nodes need to poll less
   * often.
   *
   * @return the signals; {@link StoreSignals#NONE} where the store has none
   */
  default StoreSignals signals() {
    return StoreSignals.NONE;
  }

  /**
   * Returns what the store measures, in addition to what the engine does. Called once, after {@link
   * #open}.
   *
   * @return its meters, the depth of its queue as {@link EngineMeter#QUEUE_DEPTH} among them; none
   *     by default
   */
  default List<EngineMeter> meters() {
    return List.of();
  }

  /** Releases what the store itself opened. Repeated calls do nothing. */
  @Override
  void close();
}
