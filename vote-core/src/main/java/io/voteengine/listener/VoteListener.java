package io.voteengine.listener;

import io.voteengine.Tally;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.health.VoteFigures;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Receives the events of an engine, for the host's own notifications, counters and logs. Implement
 * the methods of the events that you need; {@link VoteEngineBuilder#listener} and {@link
 * VoteEngine#addListener} register it.
 *
 * <p>Each listener has its own thread and its own queue of 10,000 events, so slow calls and
 * exceptions affect neither votes nor other listeners. An event that finds the queue full is
 * dropped and counted in {@link VoteFigures#droppedEvents}. Exceptions are logged, and the next
 * event follows.
 *
 * <p>Events come in the order in which the engine reported them. For concurrent votes on one
 * subject that order may differ from the order of the casts; {@link Tally#isNewerThan} shows it.
 */
public interface VoteListener {
  /**
   * Returns a listener that passes every event to one consumer.
   *
   * @param consumer handles the events; later versions may add kinds, so ignore those that you do
   *     not know
   * @return the listener
   */
  static VoteListener of(Consumer<? super EngineEvent> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    return new VoteListener() {
      @Override
      public void onEvent(EngineEvent event) {
        consumer.accept(event);
      }

      @Override
      public String toString() {
        return consumer.getClass().getName();
      }
    };
  }

  /**
   * Handles an event of any kind: by default, calls the method of its kind.
   *
   * @param event the event
   */
  default void onEvent(EngineEvent event) {
    if (event instanceof EngineEvent.VoteCast e) {
      onVoteCast(e);
    } else if (event instanceof EngineEvent.VoteDurable e) {
      onVoteDurable(e);
    } else if (event instanceof EngineEvent.VoteRejected e) {
      onVoteRejected(e);
    } else if (event instanceof EngineEvent.VoteQuarantined e) {
      onVoteQuarantined(e);
    } else if (event instanceof EngineEvent.VoteLost e) {
      onVoteLost(e);
    } else if (event instanceof EngineEvent.VoteReconciled e) {
      onVoteReconciled(e);
    } else if (event instanceof EngineEvent.PartitionRecovered e) {
      onPartitionRecovered(e);
    } else if (event instanceof EngineEvent.PartitionDegraded e) {
      onPartitionDegraded(e);
    } else if (event instanceof EngineEvent.PartitionRestored e) {
      onPartitionRestored(e);
    }
  }

  /**
   * Handles a vote that was accepted.
   *
   * @param event see {@link EngineEvent.VoteCast}
   */
  default void onVoteCast(EngineEvent.VoteCast event) {}

  /**
   * Handles a vote that the ledger has committed.
   *
   * @param event see {@link EngineEvent.VoteDurable}
   */
  default void onVoteDurable(EngineEvent.VoteDurable event) {}

  /**
   * Handles a vote that was rejected.
   *
   * @param event see {@link EngineEvent.VoteRejected}
   */
  default void onVoteRejected(EngineEvent.VoteRejected event) {}

  /**
   * Handles an accepted vote that the database refused.
   *
   * @param event see {@link EngineEvent.VoteQuarantined}
   */
  default void onVoteQuarantined(EngineEvent.VoteQuarantined event) {}

  /**
   * Handles an accepted vote that is lost.
   *
   * @param event see {@link EngineEvent.VoteLost}
   */
  default void onVoteLost(EngineEvent.VoteLost event) {}

  /**
   * Handles counts that were corrected.
   *
   * @param event see {@link EngineEvent.VoteReconciled}
   */
  default void onVoteReconciled(EngineEvent.VoteReconciled event) {}

  /**
   * Handles a partition that was recovered, since its store no longer was the one that the ledger
   * knew: after a restart or a failover of the store, with or without a loss.
   *
   * @param event see {@link EngineEvent.PartitionRecovered}
   */
  default void onPartitionRecovered(EngineEvent.PartitionRecovered event) {}

  /**
   * Handles the start of degraded mode in a partition.
   *
   * @param event see {@link EngineEvent.PartitionDegraded}
   */
  default void onPartitionDegraded(EngineEvent.PartitionDegraded event) {}

  /**
   * Handles the end of degraded mode in a partition.
   *
   * @param event see {@link EngineEvent.PartitionRestored}
   */
  default void onPartitionRestored(EngineEvent.PartitionRestored event) {}
}
