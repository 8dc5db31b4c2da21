package io.voteengine.bench.check;

import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.VoteEngine;
import io.voteengine.VoteException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A page that comes from the store. On a busy machine the store may not answer by a page's
 * deadline: then the page comes from the ledger, or not at all, and is read again.
 */
final class ExactPage {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private ExactPage() {}

  /** Returns the page; after a minute, whatever there is. */
  static List<SubjectView> of(VoteEngine engine, List<SubjectId> subjects) {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      boolean last = System.nanoTime() > end;
      try {
        List<SubjectView> views = engine.page(subjects, null);
        if (last || views.stream().allMatch(SubjectView::exact)) {
          return views;
        }
      } catch (VoteException late) {
        if (last) {
          throw late;
        }
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
