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
   * @param views the subjects that it holds, with the voter's choice, in the order asked for
   * @param subjects those that it does not hold, or that wait to be loaded afresh
   * @param votes those that it holds, but whose voter's choice it does not know
   */
  record Read(List<SubjectView> views, Set<SubjectId> subjects, Set<SubjectId> votes)
      implements ReadReply {
    /** Keeps its own copies. */
    public Read {
      views = List.copyOf(views);
      subjects = Set.copyOf(subjects);
      votes = Set.copyOf(votes);
    }
  }

  /** The call is for another term, or the partition is frozen. */
  enum Refused implements ReadReply {
    /** See {@link CastReply.Refused#WRONG_EPOCH}. */
    WRONG_EPOCH
  }
}
