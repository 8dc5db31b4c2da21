package io.voteengine.listener;

import io.voteengine.Tally;
import io.voteengine.health.VoteFigures;

/**
 * Receives the events of an engine, for the host's own notifications, counters and logs. Slow calls
 * and exceptions affect neither votes nor other listeners: each listener has its own thread and its
 * own queue of 10,000 events. An event that finds the queue full is dropped and counted in {@link
 * VoteFigures#droppedEvents}.
 */
@FunctionalInterface
public interface VoteListener {
  /**
   * Handles an event. Called on one thread, with events in the order in which the engine reported
   * them. For concurrent votes on one subject that order may differ from the order of the casts;
   * {@link Tally#isNewerThan} shows it. Exceptions are logged, and the next event follows.
   *
   * @param event the event; later versions may add kinds, so ignore those that you do not know
   */
  void heard(EngineEvent event);
}
