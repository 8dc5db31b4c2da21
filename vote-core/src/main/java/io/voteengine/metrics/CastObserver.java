package io.voteengine.metrics;

import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.VoteRequest;
import org.jspecify.annotations.Nullable;

/**
 * Follows each cast from its call to its answer, as tracing does. Its methods run on the vote's own
 * path: they must not block. What they throw is logged, and changes nothing for the vote. Safe for
 * use by many threads.
 */
public interface CastObserver {
  /**
   * Called when a vote comes in, on the thread of the caller.
   *
   * @param request the vote
   * @param requestId its id, made by the engine where the request has none
   * @return receives the answer
   */
  Observed begin(VoteRequest request, RequestId requestId);

  /** One cast that is under way. */
  interface Observed {
    /**
     * Called once, when the answer is there, on any thread.
     *
     * @param result the answer; null when there is a failure
     * @param failure why there is no answer; null when there is one
     */
    void end(@Nullable CastResult result, @Nullable Throwable failure);
  }
}
