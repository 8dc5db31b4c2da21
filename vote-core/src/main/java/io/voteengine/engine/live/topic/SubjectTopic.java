package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.read.Audience;
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

  private final Disclosure disclosure;
  private final AtomicReference<@Nullable Counts> newest = new AtomicReference<>();
  private volatile @Nullable SharedUpdate published;
  private volatile @Nullable SharedUpdate reconciled;
  private volatile @Nullable SharedUpdate reconciledBefore;
  private volatile @Nullable SharedUpdate hidden;
  private volatile boolean shown;

  public SubjectTopic(SubjectId subject, long hash, int partition, Disclosure disclosure) {
    this.disclosure = disclosure;
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

  /** Returns who may see counts of this subject. */
  public Audience audience(Counts counts) {
    return disclosure.audience(subject, counts.tally());
  }

  /** Returns who may see the newest counts. */
  public Audience audience() {
    Counts counts = newest.get();
    return disclosure.audience(subject, counts == null ? Tally.HIDDEN : counts.tally());
  }

  /** Returns whether it is of a poll that is known to be a ballot poll. */
  public boolean isOfBallotPoll() {
    return disclosure.isBallot(subject.poll());
  }

  /** Returns the update for those who may not see the counts. */
  public SharedUpdate hidden() {
    SharedUpdate update = hidden;
    if (update == null) {
      update = new SharedUpdate(new Counts(subject, Tally.HIDDEN, false));
      hidden = update;
    }
    return update;
  }

  /** Makes the next tick publish the counts to all watchers: they may see them from now on. */
  public void shown() {
    shown = true;
  }

  @Override
  public boolean publish() {
    boolean first = published == null;
    boolean news = publishCounts();
    boolean corrected = reconciled != reconciledBefore;
    reconciledBefore = reconciled;
    if (shown) {
      shown = false;
      return true;
    }
    // Where nobody may see the counts, watchers learn that once, and not when they change.
    return (news || corrected) && (first || audience() != Audience.NOBODY);
  }

  private boolean publishCounts() {
    Counts counts = newest.get();
    SharedUpdate before = published;
    if (counts == null || (before != null && before.update() == counts)) {
      return false;
    }
    published = new SharedUpdate(counts);
    return true;
  }

  @Override
  public boolean isPublished() {
    return published != null;
  }
}
