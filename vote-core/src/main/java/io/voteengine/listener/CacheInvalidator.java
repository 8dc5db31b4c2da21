package io.voteengine.listener;

import io.voteengine.SubjectId;
import java.util.Set;

/**
 * Invalidates what a host caches about subjects, such as its pages. It is called with the subjects
 * that have changed, some time after the first change (2 s by default), so that many votes on a
 * subject lead to one call.
 *
 * <p>The calls cover every change that this engine makes or carries: votes that it answers, and
 * those whose outcome it does not know; votes that its reconciler commits, with whichever engine
 * they were cast; and subjects that are reloaded. After a recovery, after degraded mode, and after
 * administration and restores of backups, the call says that everything may have changed.
 *
 * <p>The calls also cover the changes that other engines make, which send their names to this one.
 * After messages were lost, the call says that everything may have changed. A loss is noticed when
 * the next message or beat of its sender comes, within about two seconds; a sender that ends before
 * that is not. Where a store has no {@linkplain io.voteengine.spi.StoreSignals messages}, give each
 * engine an invalidator, or cache pages for a short time only.
 *
 * <p>It is called on a thread of its own, one call at a time. Slow calls and exceptions do not
 * affect votes.
 */
@FunctionalInterface
public interface CacheInvalidator {
  /**
   * Invalidates subjects that have changed. If this throws, the same subjects come again with the
   * next batch, until a call returns; so a subject may come more than once. When the engine closes,
   * the last batch comes immediately, and once more if that call fails.
   *
   * @param changes which subjects
   */
  void invalidate(Changes changes);

  /**
   * The changes since the last batch.
   *
   * @param everything true when any subject may have changed; then none is listed, because more
   *     than 100,000 were waiting or the changed subjects are not known
   * @param subjects the subjects that have changed
   */
  record Changes(boolean everything, Set<SubjectId> subjects) {
    /** Keeps its own copy. */
    public Changes {
      subjects = Set.copyOf(subjects);
    }
  }
}
