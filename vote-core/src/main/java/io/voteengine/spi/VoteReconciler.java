package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.listener.EngineEvent;
import io.voteengine.metrics.EngineMeter;
import io.voteengine.result.Finalization;
import io.voteengine.result.FinalizationException;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the store's journals to the ledger. Implementations are safe for use by many
 * threads, and each instance serves one engine.
 */
public interface VoteReconciler extends AutoCloseable {
  /**
   * Returns the {@link VoteServer} of this node: the store, or a wrapper that casts votes elsewhere
   * while the store cannot be reached. Called once, before {@link #start}.
   *
   * @param store an open store
   * @param ledger an open ledger
   * @return the store itself by default
   */
  default VoteServer server(VoteStore store, VoteLedger ledger) {
    return store;
  }

  /**
   * Starts the reconciler. When it returns, every partition serves votes: partitions whose store
   * and ledger did not match have been recovered. If it throws, the reconciler has not started, and
   * the caller does not close it.
   *
   * @param store an open store
   * @param ledger an open ledger
   * @param listener notified of what becomes durable and what had to be repaired
   */
  void start(VoteStore store, VoteLedger ledger, Listener listener);

  /**
   * Requests that the events of a partition are flushed now, on the node that flushes it, because a
   * caller waits for them. Returns immediately.
   *
   * @param partition number of the partition
   * @param waiting completes when no caller waits any more
   */
  void wake(int partition, CompletionStage<?> waiting);

  /**
   * Waits until every event that a journal held at the call is in the ledger.
   *
   * @param timeout how long to wait at most; a transaction that has begun is finished first
   * @return true when the ledger has all of them
   */
  boolean drain(Duration timeout);

  /**
   * Makes the store reload the subjects that the ledger has marked as stale. A reconciler does this
   * by itself within about a second; call this to wait until it is done.
   *
   * @return true when all of it is done; if the store or the ledger failed, the rest is done later
   */
  boolean heal();

  /**
   * Compares a poll's votes with its tallies in the ledger, and these tallies with the store's.
   * Corrects the tallies that differ from the votes, and makes the store reload their subjects.
   *
   * @param poll name of the poll
   * @return the subjects that differed
   * @throws VoteException when the store or the ledger does not answer; some subjects may already
   *     be corrected
   */
  List<SubjectId> audit(String poll);

  /**
   * Returns what the reconciler measures. Called once, before {@link #start}.
   *
   * @return its meters, the times of its commits as {@link EngineMeter#FLUSH_LATENCY} among them;
   *     none by default
   */
  default List<EngineMeter> meters() {
    return List.of();
  }

  /**
   * Finalizes a poll that is over, or continues its finalization, on the calling thread: waits
   * until the ledger has every vote of it, takes a backup, seals it, and computes the root of its
   * result. What was done before is not repeated, so that a second call changes nothing.
   *
   * @param poll name of the poll
   * @return the finalization, {@linkplain Finalization#isComplete complete}
   * @throws io.voteengine.poll.PollException when the poll is unknown or not over
   * @throws FinalizationException when a phase failed; the message names it and says what to do
   */
  default Finalization finalizePoll(String poll) {
    throw new FinalizationException(
        "The reconciler of this engine finalizes no polls: " + this + ".", null);
  }

  /**
   * Returns how long after its close a poll is finalized without a call.
   *
   * @return the pause; empty: polls are only finalized by {@link #finalizePoll}
   */
  default Optional<Duration> finalizesAfter() {
    return Optional.empty();
  }

  /** Stops its threads. Does not drain. Repeated calls do nothing. */
  @Override
  void close();

  /** Is notified of how far the ledger is and what had to be repaired. No method may block. */
  interface Listener {
    /**
     * Called when the ledger has refused events of a term and keeps them in quarantine. It is
     * called before the watermark that passes them, maybe more than once.
     *
     * @param term the term
     * @param reasons the numbers of the events, each with the reason
     */
    void quarantined(Term term, Map<Long, String> reasons);

    /**
     * Called when the ledger is at this position or further. May be called again with the same
     * position, and is called with a new term after a recovery.
     *
     * @param position the ledger's position
     */
    void watermark(Position position);

    /**
     * Called when this reconciler has committed events.
     *
     * @param events the events, including those that are in quarantine
     */
    default void applied(List<JournalEvent> events) {}

    /**
     * Called when this reconciler has made the store reload subjects.
     *
     * @param subjects the subjects, at least one
     * @param cause why
     */
    default void reconciled(Set<SubjectId> subjects, EngineEvent.Cause cause) {}

    /**
     * Called when this reconciler has recovered a partition that had served before.
     *
     * @param term its new term
     * @param salvaged how many events could be read
     */
    default void recovered(Term term, int salvaged) {}

    /**
     * Called when the store was asked to evict what is not in use in a partition.
     *
     * @param partition number of the partition
     * @param failure why it failed; null: it succeeded
     */
    default void evicted(int partition, @Nullable Throwable failure) {}

    /**
     * Called when degraded mode begins in a partition: its votes are cast in the ledger.
     *
     * @param partition number of the partition
     */
    default void degraded(int partition) {}

    /**
     * Called when the store serves a partition again.
     *
     * @param partition number of the partition
     */
    default void restored(int partition) {}

    /**
     * Called when {@link VoteLedger#maintain} has ended.
     *
     * @param failure why it failed; null: it succeeded
     */
    default void maintained(@Nullable Throwable failure) {}

    /**
     * Returns the votes that this engine has acknowledged to one voter on one subject and that the
     * ledger is not known to have. They are cast first when the voter's next vote is cast in the
     * ledger. Must not block.
     *
     * @param key the voter and the subject
     * @return commands that send them again, in the order of their times
     */
    default List<CastCommand> unconfirmed(VoteKey key) {
      return List.of();
    }

    /**
     * Called when a vote that {@link #unconfirmed} returned was cast in the ledger.
     *
     * @param vote the vote
     * @param reply the ledger's answer
     */
    default void castInLedger(CastCommand vote, CastReply reply) {}

    /**
     * Returns a check whether the votes of a poll that are under way now have come to their end:
     * every cast was answered, and the ledger has every vote that this engine has acknowledged.
     * Casts that begin later do not count: they are refused, or come before the close marker of
     * their epoch. Must not block, and neither must the check.
     *
     * @param poll name of a poll that accepts no new votes
     * @return true once nothing of these is under way
     */
    default BooleanSupplier settling(String poll) {
      return () -> true;
    }

    /**
     * Signs the root of a result with the host's key.
     *
     * @param poll name of the poll
     * @param size number of leaves
     * @param root the root's 32 bytes
     * @return the signed checkpoint; null: the host has given no key
     */
    default @Nullable String sign(String poll, long size, byte[] root) {
      return null;
    }

    /**
     * Returns whether the host wants to be notified of results by {@link #notifyHost}.
     *
     * @return false by default
     */
    default boolean wantsResults() {
      return false;
    }

    /**
     * Notifies the host of a sealed poll. Called at least once for each, by one node at a time, and
     * again after a failure. May block.
     *
     * @param result the finalization, complete
     * @throws Exception when the host must be notified again
     */
    default void notifyHost(Finalization result) throws Exception {}

    /**
     * Called when this reconciler has sealed a poll.
     *
     * @param result the finalization, complete
     */
    default void sealed(Finalization result) {}

    /**
     * Returns whether this listener needs to be notified of this partition, because votes wait for
     * the ledger. Must not block.
     *
     * @param partition number of the partition
     * @return true when votes wait or when that is not known
     */
    default boolean awaits(int partition) {
      return true;
    }
  }
}
