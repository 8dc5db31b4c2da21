package io.voteengine.engine.live.topic;

import io.voteengine.Choice;
import io.voteengine.engine.read.Audience;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate.Counts;
import io.voteengine.live.LiveUpdate.OwnChoice;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.live.SharedUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's interest in a subject, with its voter's own choice. The subject's versions order
 * the choices, since every change of a choice raises the version. Guarded by the subscription's
 * lock.
 */
public final class OwnTracker extends SubjectTracker {
  private static final int MOST_WITHDRAWN = 10;

  /** Whether the choice must be read again. */
  public boolean stale;

  /** Whether the subscription no longer tracks the subject. */
  public boolean detached;

  private @Nullable OwnChoice choice;
  private @Nullable OwnChoice sent;
  private @Nullable OwnChoice sentBefore;
  private List<VoteWithdrawn> withdrawn = new ArrayList<>();
  private List<VoteWithdrawn> withdrawnBefore = List.of();

  public OwnTracker(
      DirtySet subscription, SubjectTopic topic, boolean named, @Nullable KnownVersion known) {
    super(subscription, topic, named, known);
  }

  /** Offers the choice that the voter had at a version. Returns whether it is new. */
  public boolean offer(Choice offered, KnownVersion version) {
    OwnChoice before = choice;
    if (before != null && version.compareTo(version(before)) < 0) {
      return false;
    }
    choice = new OwnChoice(topic.subject, offered, version);
    KnownVersion stated = stated();
    if (before == null
        && stated != null
        && version.compareTo(stated) <= 0
        && mayBeSeen(topic.newest())) {
      // A subscriber that came with this version has its choice too. Counts that were sent since
      // may have been faster than the choice. Where counts are hidden it must not learn from this
      // whether its version is the newest.
      sent = choice;
    }
    return isNews();
  }

  /** Returns whether a choice is known at all. */
  public boolean isRead() {
    return choice != null;
  }

  private boolean isNews() {
    return choice != null && (sent == null || sent.choice() != choice.choice());
  }

  /** Records that a vote does not count after all. */
  public void withdrawn(VoteWithdrawn vote) {
    if (withdrawn.size() < MOST_WITHDRAWN) {
      withdrawn.add(vote);
    }
  }

  @Override
  public void collect(List<SharedUpdate> updates) {
    withdrawnBefore = withdrawn;
    sentBefore = sent;
    withdrawn.forEach(vote -> updates.add(new SharedUpdate(vote)));
    withdrawn = new ArrayList<>();
    super.collect(updates);
    OwnChoice newest = choice;
    if (newest != null && isNews()) {
      if (mayBeSeen(topic.newest())) {
        countsWith(version(newest), updates);
        updates.add(new SharedUpdate(newest));
      } else {
        updates.add(new SharedUpdate(new OwnChoice(newest.subject(), newest.choice(), null)));
      }
      sent = newest;
    }
  }

  private static KnownVersion version(OwnChoice choice) {
    return Objects.requireNonNull(choice.version());
  }

  /** Returns whether the voter is known to hold a choice on the subject. */
  public boolean holds() {
    return choice != null && choice.choice() != Choice.NONE;
  }

  @Override
  protected boolean mayBeSeen(@Nullable Counts counts) {
    return switch (counts == null ? topic.audience() : topic.audience(counts)) {
      case EVERYONE -> true;
      case VOTERS -> holds() || subscription.holdsIn(topic.subject.poll());
      case NOBODY -> false;
    };
  }

  @Override
  protected boolean isWellKnown() {
    return isRead() || topic.audience() != Audience.VOTERS;
  }

  /** A choice comes with counts that include it, also where the subject's turn has not come yet. */
  private void countsWith(KnownVersion version, List<SharedUpdate> updates) {
    KnownVersion known = known();
    Counts newest = topic.newest();
    if (newest != null && (known == null || known.compareTo(version) < 0)) {
      collectCounts(new SharedUpdate(newest), updates);
    }
  }

  @Override
  public void undo() {
    super.undo();
    sent = sentBefore;
    List<VoteWithdrawn> all = new ArrayList<>(withdrawnBefore);
    all.addAll(withdrawn);
    withdrawn = all;
    withdrawnBefore = List.of();
  }
}
