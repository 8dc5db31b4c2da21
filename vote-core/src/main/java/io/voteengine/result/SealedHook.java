package io.voteengine.result;

/** The host's own reaction to a sealed poll, such as a flush of its counters or a message. */
@FunctionalInterface
public interface SealedHook {
  /**
   * Called at least once for each poll that was sealed since the host has a hook, on one node at a
   * time, unless it takes longer than five minutes, and on a thread of its own. The result is
   * final, whatever this method does. It is called again, after pauses that grow from one second to
   * five minutes, until it returns, also after a restart.
   *
   * @param result the finalization, {@linkplain Finalization#isComplete complete}
   * @throws Exception to be called again
   */
  void sealed(Finalization result) throws Exception;
}
