package io.voteengine.live;

import io.voteengine.InvalidInputException;
import java.util.Collection;

/** A reader's lasting interest. Safe for use by many threads. */
public interface LiveSubscription extends AutoCloseable {
  /**
   * Adds interests. For each new one the snapshot is delivered, then the updates, with no gap in
   * between. A subject that is tracked already with an older version gets nothing again; one with a
   * newer known version skips what is older than that.
   *
   * @param interests what to deliver from now on
   * @throws InvalidInputException when the subscription would track more than {@link
   *     Interest#MOST_SUBJECTS} subjects, polls, leaderboards and channels; nothing was added
   */
  void track(Collection<? extends Interest> interests);

  /**
   * Removes interests; an {@linkplain Interest.InSubject interest in a subject} whatever its known
   * version. An update that is on its way may still come.
   *
   * @param interests what to deliver no longer; what is not tracked is ignored
   */
  void untrack(Collection<? extends Interest> interests);

  /**
   * Returns whether the subscription still receives updates.
   *
   * @return false after {@link #close}, and after {@link LiveSubscriber#onEnded}
   */
  boolean isOpen();

  /**
   * Ends the subscription. Once this has returned, no call of the subscriber begins; one that is
   * under way is not waited for. Repeated calls do nothing.
   */
  @Override
  void close();
}
