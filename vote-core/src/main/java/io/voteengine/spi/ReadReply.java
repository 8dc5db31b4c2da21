package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import java.util.List;
import java.util.Set;

/** A store's answer to a read. */
public sealed interface ReadReply {
  /**
   * The partition answered in the right term, at one moment.
   *
   * <p>What is missing here is in the ledger, if it exists at all: where the ledger, read after
   * this answer in the same term, has nothing either, there was nothing at the moment of the
   * answer. The same is true for any later answer with the same counter of evictions.
   *
   * @param views the subjects that the partition holds, with the voter's choice, in the order of
   *     the call
   * @param subjects the subjects that it does not hold
   * @param draining the subjects that were unloaded and wait until the ledger has their last event
   * @param votes the subjects among the views whose voter's choice it does not know; the view says
   *     NONE
   * @param evictions the counter of evictions
   */
  record Read(
      List<SubjectView> views,
      Set<SubjectId> subjects,
      Set<SubjectId> draining,
      Set<SubjectId> votes,
      long evictions)
      implements ReadReply {
    /** Keeps its own copies. */
    public Read {
      views = List.copyOf(views);
      subjects = Set.copyOf(subjects);
      draining = Set.copyOf(draining);
      votes = Set.copyOf(votes);
    }
  }

  /** The call is for another term, or the partition is frozen. */
  enum Refused implements ReadReply {
    /** See {@link CastReply.Refused#WRONG_EPOCH}. */
    WRONG_EPOCH
  }
}
