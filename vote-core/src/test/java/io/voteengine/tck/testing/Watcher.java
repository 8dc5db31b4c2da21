package io.voteengine.tck.testing;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.live.KnownVersion;
import io.voteengine.live.LiveSubscriber;
import io.voteengine.live.LiveUpdate;
import io.voteengine.live.SharedUpdate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A subscriber that shows the newest of everything, and notes what must never come. */
public class Watcher implements LiveSubscriber {
  /** All updates but those of counts, in their order. */
  public final List<LiveUpdate> events = new CopyOnWriteArrayList<>();

  /** What was against the rules. */
  public final List<String> complaints = new CopyOnWriteArrayList<>();

  /** The reasons for which the subscription ended. */
  public final List<EndReason> ends = new CopyOnWriteArrayList<>();

  private final Map<SubjectId, LiveUpdate.Counts> counts = new ConcurrentHashMap<>();
  private final Map<SubjectId, LiveUpdate.OwnChoice> own = new ConcurrentHashMap<>();
  private final AtomicInteger updates = new AtomicInteger();
  private final AtomicInteger inCall = new AtomicInteger();

  @Override
  public void onUpdates(List<SharedUpdate> all) {
    if (inCall.incrementAndGet() > 1) {
      complaints.add("two calls at a time");
    }
    if (!ends.isEmpty()) {
      complaints.add("updates after the end: " + all);
    }
    all.forEach(update -> onUpdate(update.update()));
    inCall.decrementAndGet();
  }

  @Override
  public void onUpdate(LiveUpdate update) {
    updates.incrementAndGet();
    if (update instanceof LiveUpdate.Counts news) {
      LiveUpdate.Counts before = counts.put(news.subject(), news);
      if (before != null && !isNews(news, before)) {
        complaints.add(news + " after " + before);
      }
    } else {
      if (update instanceof LiveUpdate.OwnChoice choice) {
        LiveUpdate.OwnChoice before = own.put(choice.subject(), choice);
        if (before != null
            && choice.version() != null
            && before.version() != null
            && choice.version().compareTo(before.version()) < 0) {
          complaints.add(choice + " after " + before);
        }
      }
      events.add(update);
    }
  }

  private static boolean isNews(LiveUpdate.Counts news, LiveUpdate.Counts before) {
    if (news.tally().isHidden() || before.tally().isHidden()) {
      return news.tally().isHidden() != before.tally().isHidden();
    }
    int order = KnownVersion.of(news.tally()).compareTo(KnownVersion.of(before.tally()));
    boolean same =
        news.tally().up() == before.tally().up() && news.tally().down() == before.tally().down();
    return order > 0 || (order == 0 && same && news.exact() && !before.exact());
  }

  @Override
  public void onEnded(EndReason reason) {
    ends.add(reason);
  }

  /**
   * Returns how many updates came.
   *
   * @return their number
   */
  public int updates() {
    return updates.get();
  }

  /**
   * Returns the counts that a page would show.
   *
   * @param subject the subject
   * @return the newest; null: none came
   */
  public LiveUpdate.@Nullable Counts counts(SubjectId subject) {
    return counts.get(subject);
  }

  /**
   * Returns whether a page would show these counts, and call them exact.
   *
   * @param subject the subject
   * @param tally counts that a read has returned
   * @return false also where nothing came
   */
  public boolean shows(SubjectId subject, Tally tally) {
    LiveUpdate.Counts shown = counts.get(subject);
    return shown != null
        && shown.exact()
        && shown.tally().up() == tally.up()
        && shown.tally().down() == tally.down()
        && shown.tally().version() == tally.version();
  }

  /**
   * Returns the counts up and down that a page would show.
   *
   * @param subject the subject
   * @param up voters for it
   * @param down voters against it
   * @return false also where nothing came
   */
  public boolean shows(SubjectId subject, long up, long down) {
    LiveUpdate.Counts shown = counts.get(subject);
    return shown != null && shown.tally().up() == up && shown.tally().down() == down;
  }

  /**
   * Returns the voter's choice that a page would show.
   *
   * @param subject the subject
   * @return the choice; null: none came
   */
  public @Nullable Choice choice(SubjectId subject) {
    LiveUpdate.OwnChoice choice = own.get(subject);
    return choice == null ? null : choice.choice();
  }
}
