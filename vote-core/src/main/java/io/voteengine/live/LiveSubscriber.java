package io.voteengine.live;

import java.util.List;

/**
 * Receives the updates of a {@link LiveSubscription}: one page, one connection. Implement {@link
 * #onUpdate}, or {@link #onUpdates} to send all that changed in a tick as one message.
 *
 * <p>Calls come one after the other, each after the one before has returned, on threads of the
 * engine that may be blocked. While a call lasts, newer counts replace those that wait, so a slow
 * subscriber skips versions and costs no memory. A call that lasts longer than the engine's option
 * allows ends the subscription, and interrupts the thread.
 *
 * <p>When a call throws, the exception is logged, and the same updates, or newer ones, come again
 * after a second. After five failures in a row the subscription ends.
 */
public interface LiveSubscriber {
  /**
   * Handles the updates of a tick: by default, passes each to {@link #onUpdate}. The first call
   * brings the snapshot of what was asked for, as far as it was read.
   *
   * @param updates one or more, in no particular order among subjects
   */
  default void onUpdates(List<SharedUpdate> updates) {
    updates.forEach(update -> onUpdate(update.update()));
  }

  /**
   * Handles one update.
   *
   * @param update the update; ignore kinds that you do not know
   */
  default void onUpdate(LiveUpdate update) {}

  /**
   * Handles the end of the subscription. It is the last call, and comes once, unless the host has
   * closed the subscription itself; then no call begins after {@link LiveSubscription#close} has
   * returned.
   *
   * @param reason why it ended
   */
  default void onEnded(EndReason reason) {}

  /** The reason why a subscription ended, other than by the host. */
  enum EndReason {
    /** The engine is closing. Make clients connect to another node, spread over some seconds. */
    ENGINE_CLOSED,
    /** A call lasted too long: the connection behind the subscriber does not take what is sent. */
    STALLED,
    /** The subscriber threw five times in a row. */
    FAILED
  }
}
