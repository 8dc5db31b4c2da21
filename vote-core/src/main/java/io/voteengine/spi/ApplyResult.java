package io.voteengine.spi;

import io.voteengine.SubjectId;
import java.util.Set;

/** What became of a batch. */
public sealed interface ApplyResult {
  /**
   * The whole batch was committed, together with the new position.
   *
   * @param drifted subjects whose tally, or a voter's choice, is not what the events say: the store
   *     must unload them
   */
  record Applied(Set<SubjectId> drifted) implements ApplyResult {
    /** Keeps its own copy of the set. */
    public Applied {
      drifted = Set.copyOf(drifted);
    }
  }

  /** The ledger stands elsewhere than the batch begins; nothing was committed. */
  enum Refused implements ApplyResult {
    /** Another reconciler was faster, or the epoch has moved. */
    FENCED
  }
}
