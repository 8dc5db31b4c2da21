package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.LiveUpdate.Counts;
import io.voteengine.live.SharedUpdate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A watched subject. Its counts never go back: counts that arrive late or from an older read are
 * ignored. Safe for use by many threads.
 */
public final class SubjectTopic extends Topic {
  public final SubjectId subject;
  public final long hash;
  public final int partition;

  /** Whether it waits for a read; guarded by the partition's lane. */
  public boolean stale;

  /** When its counts were last read; -1: never. */
  public volatile long readNanos = -1;

  private final AtomicReference<@Nullable Counts> newest = new AtomicReference<>();
  private volatile @Nullable SharedUpdate published;
  private volatile @Nullable SharedUpdate reconciled;
  private volatile @Nullable SharedUpdate reconciledBefore;

  public SubjectTopic(SubjectId subject, long hash, int partition) {
    this.subject = subject;
    this.hash = hash;
    this.partition = partition;
  }

  /** Offers counts. Returns whether they are new. */
  public boolean offer(Tally tally, boolean exact) {
    while (true) {
      Counts known = newest.get();
      if (known != null && !isNews(tally, exact, known.tally(), known.exact())) {
        return false;
      }
      if (newest.compareAndSet(known, new Counts(subject, tally, exact))) {
        return true;
      }
    }
  }

  /** Returns whether counts are newer than others, or the same and known to be exact now. */
  public static boolean isNews(Tally tally, boolean exact, Tally known, boolean knownExact) {
    return tally.isNewerThan(known) || (exact && !knownExact && !known.isNewerThan(tally));
  }

  /** Records that the counts were corrected. */
  public void reconciled(Cause cause) {
    reconciled = new SharedUpdate(new LiveUpdate.Reconciled(subject, cause));
  }

  public @Nullable Counts newest() {
    return newest.get();
  }

  public @Nullable SharedUpdate published() {
    return published;
  }

  /** Returns the last correction; each is another object. */
  public @Nullable SharedUpdate lastReconciled() {
    return reconciled;
  }

  @Override
  public boolean publish() {
    Counts counts = newest.get();
    SharedUpdate before = published;
    boolean corrected = reconciled != reconciledBefore;
    reconciledBefore = reconciled;
    if (counts == null || (before != null && before.update() == counts)) {
      return corrected;
    }
    published = new SharedUpdate(counts);
    return true;
  }

  @Override
  public boolean isPublished() {
    return published != null;
  }
}
