package io.voteengine.engine.live;

import io.voteengine.live.LiveSubscriber.EndReason;
import io.voteengine.live.SharedUpdate;
import java.util.List;

/**
 * Where a subscription's updates go. {@link #deliver} and {@link #ended} come one after the other;
 * the others may be called at any time and must not block.
 */
interface Sink {
  /** Returns how many updates it takes now; {@link #deliver} may exceed that by a few. */
  long room();

  /** Returns whether it holds updates for which there was no room. */
  boolean holds();

  /**
   * Delivers updates, and first those that it holds.
   *
   * @param updates may be empty when it holds some
   */
  void deliver(List<SharedUpdate> updates);

  /** Returns whether it wants updates again that it failed to deliver. */
  boolean retries();

  void ended(EndReason reason);

  /** Returns a name for log lines. */
  String name();
}
