package io.voteengine.engine.live.topic;

import io.voteengine.Tally;
import io.voteengine.engine.read.Audience;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveUpdate.Counts;
import io.voteengine.live.SharedUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscription's interest in a subject, with the newest version that its subscriber has. */
public class SubjectTracker extends Tracker {
  public final SubjectTopic topic;

  /** Whether the subscriber named the subject; else it watches the whole poll. */
  public boolean named;

  private @Nullable KnownVersion stated;
  private @Nullable KnownVersion known;
  private boolean knownExact;
  private @Nullable KnownVersion knownBefore;
  private boolean knownExactBefore;
  private @Nullable SharedUpdate reconciled;

  /** Whether the last update said that the counts are hidden. */
  private boolean hidden;

  private boolean hiddenBefore;
  private @Nullable SharedUpdate reconciledBefore;

  public SubjectTracker(
      DirtySet subscription, SubjectTopic topic, boolean named, @Nullable KnownVersion known) {
    super(subscription);
    this.topic = topic;
    this.named = named;
    this.known = known;
    this.stated = known;
    // A subscriber that names a version has it from a page or a receipt: it is known, exact or not.
    this.knownExact = known != null;
    this.reconciled = topic.lastReconciled();
    this.reconciledBefore = reconciled;
  }

  @Override
  public final Topic topic() {
    return topic;
  }

  /** Raises the version that the subscriber has, by its own words. */
  public final void know(KnownVersion version) {
    if (stated == null || version.compareTo(stated) > 0) {
      stated = version;
    }
    if (known == null || version.compareTo(known) > 0) {
      known = version;
      knownExact = true;
    }
  }

  /** Returns the newest version that the subscriber has; null: none. */
  public final @Nullable KnownVersion known() {
    return known;
  }

  /** Returns the newest version that the subscriber has said to have; null: none. */
  final @Nullable KnownVersion stated() {
    return stated;
  }

  @Override
  public void collect(List<SharedUpdate> updates) {
    knownBefore = known;
    knownExactBefore = knownExact;
    reconciledBefore = reconciled;
    hiddenBefore = hidden;
    SharedUpdate correction = topic.lastReconciled();
    SharedUpdate published = topic.published();
    if (published != null && !mayBeSeen((Counts) published.update())) {
      reconciled = correction;
      if (!hidden && isWellKnown()) {
        hidden = true;
        updates.add(topic.hidden());
      }
      return;
    }
    if (correction != null && correction != reconciled) {
      reconciled = correction;
      updates.add(correction);
    }
    if (published != null) {
      collectCounts(published, updates);
    }
  }

  /** Returns whether the subscriber may see these counts. */
  protected boolean mayBeSeen(Counts counts) {
    return topic.audience(counts) == Audience.EVERYONE;
  }

  /** Returns whether all is known that decides whether the subscriber may see the counts. */
  protected boolean isWellKnown() {
    return true;
  }

  /** Adds counts if they are new for the subscriber. */
  public final void collectCounts(SharedUpdate update, List<SharedUpdate> updates) {
    Counts counts = (Counts) update.update();
    Tally tally = counts.tally();
    KnownVersion version = KnownVersion.of(tally);
    int order = known == null ? 1 : version.compareTo(known);
    // Counts that were hidden come again, though they have not changed.
    if (order > 0 || (order == 0 && (hidden || (counts.exact() && !knownExact)))) {
      hidden = false;
      known = version;
      knownExact = counts.exact();
      updates.add(update);
    }
  }

  @Override
  public void undo() {
    known = knownBefore;
    knownExact = knownExactBefore;
    reconciled = reconciledBefore;
    hidden = hiddenBefore;
  }
}
