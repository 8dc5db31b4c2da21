package io.voteengine.engine.live.topic;

import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/** The updates that a subscription's subscriber does not have yet. Safe for use by many threads. */
public interface DirtySet {
  /** Returns the voter whose own choices it tracks too; null: none. */
  @Nullable VoterId voter();

  /** Returns whether its voter is known to hold a choice in a ballot poll. */
  boolean holdsIn(String poll);

  /**
   * Adds a tracker. Returns whether there is something to deliver now and was nothing before; then
   * the caller must {@link #resume} it.
   */
  boolean mark(Tracker tracker);

  /** Starts a delivery, if there is something to deliver and the subscriber takes it. */
  void resume();
}
