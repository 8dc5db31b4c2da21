package io.voteengine.engine.live.topic;

import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/** What a subscription's subscriber lacks. Safe for use by many threads. */
public interface DirtySet {
  /** Returns whose own choices it tracks too; null: nobody's. */
  @Nullable VoterId voter();

  /**
   * Adds a tracker. Returns whether there is something to deliver now and was nothing before; then
   * the caller must {@link #resume} it.
   */
  boolean mark(Tracker tracker);

  /** Has a thread deliver, if there is something to deliver and the subscriber takes it. */
  void resume();
}
