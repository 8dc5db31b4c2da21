package io.voteengine.spi.journal;

import io.voteengine.SubjectId;
import java.util.Map;
import java.util.Set;

/** The result of applying a batch. */
public sealed interface ApplyResult {
  /**
   * The whole batch was committed, together with the new position.
   *
   * @param drifted subjects whose tally, or a voter's choice on them, differs from what the events
   *     say; the store must unload them
   * @param quarantined numbers of the events that are in quarantine instead, each with the reason;
   *     their subjects are among {@code drifted}
   */
  record Applied(Set<SubjectId> drifted, Map<Long, String> quarantined) implements ApplyResult {
    /** Keeps its own copies. */
    public Applied {
      drifted = Set.copyOf(drifted);
      quarantined = Map.copyOf(quarantined);
    }
  }

  /** The ledger is not at the position where the batch begins; nothing was committed. */
  enum Refused implements ApplyResult {
    /** Another reconciler was faster, or the epoch has changed. */
    FENCED
  }
}
