package io.voteengine.listener;

import io.voteengine.Tally;
import io.voteengine.health.VoteFigures;

/**
 * Hears what an engine does, for notifications, counters and logs of the host's own. What it does,
 * how long it takes and what it throws harms neither votes nor other listeners: each has a thread
 * and a queue of its own, of 10,000 events. What finds the queue full is not heard, and counted in
 * {@link VoteFigures#droppedEvents}.
 */
@FunctionalInterface
public interface VoteListener {
  /**
   * Something has happened. Called on one thread, in the order in which it was told; answers to
   * votes that came at once on one subject may be told in another order than they were cast in,
   * which {@link Tally#isNewerThan} shows. What is thrown is logged, and the next event follows.
   *
   * @param event what has happened; kinds may be added, so pass over those that you do not know
   */
  void heard(EngineEvent event);
}
