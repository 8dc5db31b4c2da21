package io.voteengine.engine.live;

import io.voteengine.SubjectView;
import io.voteengine.VoterId;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.live.KnownVersion;
import io.voteengine.spi.VoteKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads voters' own choices, with the counts of the same moment: a few pages at a time. Safe for
 * use by many threads.
 */
final class OwnReads {
  private static final Logger log = LoggerFactory.getLogger(OwnReads.class);
  private static final int MOST_AT_A_TIME = 32;
  private static final int LONGEST_PAGE = 200;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record Page(OpenSubscription subscription, List<OwnTracker> trackers) {}

  private final Pages pages;
  private final FanOut fanOut;
  private final Delivery delivery;
  private final Predicate<VoteKey> owed;
  private final ArrayDeque<Page> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param owed whether this engine has acknowledged a vote that the ledger is not known to have
   */
  OwnReads(Pages pages, FanOut fanOut, Delivery delivery, Predicate<VoteKey> owed) {
    this.pages = pages;
    this.fanOut = fanOut;
    this.delivery = delivery;
    this.owed = owed;
  }

  /** Requests choices, by reads that begin after this call. */
  void stale(OpenSubscription subscription, List<OwnTracker> trackers) {
    List<OwnTracker> fresh = new ArrayList<>();
    subscription.guarded(
        () -> {
          for (OwnTracker tracker : trackers) {
            if (!tracker.stale) {
              tracker.stale = true;
              fresh.add(tracker);
            }
          }
        });
    synchronized (this) {
      for (int from = 0; from < fresh.size(); from += LONGEST_PAGE) {
        waiting.add(
            new Page(
                subscription,
                List.copyOf(fresh.subList(from, Math.min(from + LONGEST_PAGE, fresh.size())))));
      }
    }
    run();
  }

  private void run() {
    for (Page page = next(); page != null; page = next()) {
      Page reading = page;
      read(reading)
          .whenComplete(
              (views, failure) -> {
                ended(reading, views, failure);
                run();
              });
    }
  }

  private synchronized @Nullable Page next() {
    while (underWay < MOST_AT_A_TIME) {
      Page page = waiting.poll();
      if (page == null || page.subscription().isOpen()) {
        underWay += page == null ? 0 : 1;
        return page;
      }
    }
    return null;
  }

  private CompletableFuture<List<SubjectView>> read(Page page) {
    page.subscription().guarded(() -> page.trackers().forEach(tracker -> tracker.stale = false));
    try {
      return pages.read(
          page.trackers().stream().map(tracker -> tracker.topic.subject).toList(),
          page.subscription().voter());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Page page, @Nullable List<SubjectView> views, @Nullable Throwable failure) {
    synchronized (this) {
      underWay--;
    }
    if (views == null) {
      log.debug("A voter's choices could not be read; this is retried", failure);
      again(page.subscription(), page.trackers());
      return;
    }
    List<OwnTracker> unread = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      if (!offer(page.subscription(), page.trackers().get(i), views.get(i))) {
        unread.add(page.trackers().get(i));
      }
    }
    page.subscription().resume();
    if (!unread.isEmpty()) {
      again(page.subscription(), unread);
    }
  }

  private void again(OpenSubscription subscription, List<OwnTracker> trackers) {
    if (subscription.isOpen()) {
      delivery.later(() -> stale(subscription, trackers), PAUSE_NANOS);
    }
  }

  /** Offers what was read. Returns whether a choice is known now. */
  private boolean offer(OpenSubscription subscription, OwnTracker tracker, SubjectView view) {
    fanOut.offer(tracker.topic, view.tally(), view.exact());
    VoterId voter = Objects.requireNonNull(subscription.voter());
    // A store that has lost votes shows the choice from before them until they are sent again.
    boolean hidden = !view.exact() && owed.test(new VoteKey(view.subject(), voter));
    if (!hidden) {
      subscription.offer(tracker, view.choice(), KnownVersion.of(view.tally()));
    }
    boolean[] read = {true};
    subscription.guarded(
        () -> {
          read[0] = tracker.isRead();
        });
    subscription.mark(tracker);
    return read[0];
  }
}
