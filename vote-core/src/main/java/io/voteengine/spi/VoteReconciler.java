package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.VoteException;
import io.voteengine.listener.EngineEvent;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.journal.Term;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the store's journals to the ledger. Implementations are safe for use by many
 * threads, and each instance serves one engine.
 */
public interface VoteReconciler extends AutoCloseable {
  /**
   * What serves voters in this node: the store, or where it cannot be reached what this reconciler
   * has to stand in for it. Called once, before {@link #start}.
   *
   * @param store an open store
   * @param ledger an open ledger
   * @return the store itself, unless there is something better
   */
  default VoteServer server(VoteStore store, VoteLedger ledger) {
    return store;
  }

  /**
   * Starts to work. On return every partition serves: those whose store and ledger did not know
   * each other have been recovered. Where it throws, it has not started, and is not closed.
   *
   * @param store an open store
   * @param ledger an open ledger
   * @param listener told what becomes durable, and what had to be mended
   */
  void start(VoteStore store, VoteLedger ledger, Listener listener);

  /**
   * Somebody waits for the events of this partition: have them flushed now, on whichever node does
   * that. Returns at once.
   *
   * @param partition its number
   * @param waiting completes when nobody waits any more
   */
  void wake(int partition, CompletionStage<?> waiting);

  /**
   * Waits until every event that a journal held at the call is in the ledger.
   *
   * @param timeout how long at most; a transaction that has begun is finished first
   * @return whether it is so
   */
  boolean drain(Duration timeout);

  /**
   * Has the store load afresh what the ledger has marked as stale. A reconciler does so by itself
   * within about a second; this is for those who want to see it done.
   *
   * @return whether all of it has been done; where store or ledger failed it is done later
   */
  boolean heal();

  /**
   * Compares a poll's votes with its tallies in the ledger, and those with the store's. Corrects
   * what differs, by the votes, and has the store load it afresh.
   *
   * @param poll its name
   * @return the subjects that differed
   * @throws VoteException when store or ledger does not answer; some subjects may be healed
   */
  List<SubjectId> audit(String poll);

  /** Stops its threads. Does not drain. Repeated calls do nothing. */
  @Override
  void close();

  /** Hears how far the ledger is, and what had to be mended. No method may block. */
  interface Listener {
    /**
     * The ledger has refused events of a term, and keeps them in quarantine. Told before the
     * watermark that passes them, maybe more than once.
     *
     * @param term their term
     * @param reasons numbers of the events, each with the reason
     */
    void quarantined(Term term, Map<Long, String> reasons);

    /**
     * The ledger stands at this position, or further. Called again for a position already told, and
     * with a new term after a recovery.
     *
     * @param position where it stands
     */
    void watermark(Position position);

    /**
     * This reconciler has committed events.
     *
     * @param events those, and those of them that are in quarantine
     */
    default void applied(List<JournalEvent> events) {}

    /**
     * The store has been told to load subjects afresh.
     *
     * @param subjects which, at least one
     * @param cause why
     */
    default void reconciled(Set<SubjectId> subjects, EngineEvent.Cause cause) {}

    /**
     * This reconciler has recovered a partition that had served before.
     *
     * @param term its new term
     * @param salvaged how many events could be read
     */
    default void recovered(Term term, int salvaged) {}

    /**
     * The store was asked to forget what nobody uses in a partition.
     *
     * @param partition its number
     * @param failure why it did not; null: it did
     */
    default void evicted(int partition, @Nullable Throwable failure) {}

    /**
     * What stands in for the store has begun to serve a partition.
     *
     * @param partition its number
     */
    default void degraded(int partition) {}

    /**
     * The store serves a partition again.
     *
     * @param partition its number
     */
    default void restored(int partition) {}

    /**
     * {@link VoteLedger#maintain} has ended.
     *
     * @param failure why it failed; null: all was done
     */
    default void maintained(@Nullable Throwable failure) {}

    /**
     * The votes that this engine has acknowledged to one voter on one subject and that the ledger
     * is not known to have. They come first when the voter's next vote is cast in the ledger. Must
     * not block.
     *
     * @param key the voter and the subject
     * @return commands that send them again, in the order of their times
     */
    default List<CastCommand> unconfirmed(VoteKey key) {
      return List.of();
    }

    /**
     * A vote that {@link #unconfirmed} has named was cast in the ledger.
     *
     * @param vote the vote
     * @param reply the ledger's answer
     */
    default void castInLedger(CastCommand vote, CastReply reply) {}

    /**
     * Whether it wants to hear of this partition: because votes wait for the ledger. Must not
     * block.
     *
     * @param partition its number
     * @return true where that is not known
     */
    default boolean awaits(int partition) {
      return true;
    }
  }
}
