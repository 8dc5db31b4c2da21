package io.voteengine.spi;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import java.util.List;
import java.util.Set;

/** What a store says to being read. */
public sealed interface ReadReply {
  /**
   * The partition answered in the right term, at one moment.
   *
   * <p>What is missing may be in the ledger, which has all of it: where the ledger, read after this
   * answer in the same term, has nothing either, there was nothing at the moment of the answer. It
   * also holds for any later answer with the same counter of evictions.
   *
   * @param views the subjects that it holds, with the voter's choice, in the order asked for
   * @param subjects those that it does not hold
   * @param draining those that were unloaded and wait until the ledger has their last event
   * @param votes those among the views whose voter's choice it does not know; the view says none
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
