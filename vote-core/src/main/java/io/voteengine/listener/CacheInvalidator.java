package io.voteengine.listener;

import io.voteengine.SubjectId;
import java.util.Set;

/**
 * Clears what a host keeps of subjects, such as its pages: called with those that have changed,
 * some time after the first change (2 s by default), so that a subject with many votes is told
 * once.
 *
 * <p>Told is every change that this engine makes or carries: votes that it answers, and those whose
 * outcome it does not know; what its reconciler commits, whichever engine it was cast with; and
 * subjects that are loaded afresh. After a recovery, after degraded mode, and after administration
 * and restores of backups it is told that everything may have changed. Votes that are cast with
 * another engine and committed by that engine's reconciler are not told here: give each engine an
 * invalidator, or keep pages for a short time only.
 *
 * <p>Called on one thread of its own, one call at a time; what it does, how long it takes and what
 * it throws harms no vote.
 */
@FunctionalInterface
public interface CacheInvalidator {
  /**
   * Subjects have changed. Where this throws, they are told again with the next batch, until it
   * returns; so a subject may be told more than once. When the engine closes the last batch is told
   * at once, and once more where that fails.
   *
   * @param changes which subjects
   */
  void invalidate(Changes changes);

  /**
   * What has changed since the last batch.
   *
   * @param everything whether any subject may have changed, and none is named: more than 100,000
   *     were waiting, or the change cannot be told by subjects
   * @param subjects those that have changed
   */
  record Changes(boolean everything, Set<SubjectId> subjects) {
    /** Keeps its own copy. */
    public Changes {
      subjects = Set.copyOf(subjects);
    }
  }
}
