package io.voteengine.engine.live;

import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topics;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads everything that is watched again, little by little: counts once a second, where not more
 * than 5,000 subjects are watched; voters' own choices every ten seconds, where not more than 2,000
 * subscriptions have a voter. So lost hints do no lasting harm. Used by one thread.
 */
final class Sweep {
  private static final double SUBJECTS_PER_SECOND = 5_000;
  private static final double SUBSCRIPTIONS_PER_SECOND = 200;
  private static final double SUBJECTS_EVERY = 1;
  private static final double OWN_EVERY = 10;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Topics topics;
  private final Voters voters;
  private final Delivery delivery;
  private final SubjectReads reads;
  private final OwnReads ownReads;
  private Iterator<SubjectTopic> subjects = Collections.emptyIterator();
  private Iterator<OpenSubscription> subscriptions = Collections.emptyIterator();
  private double subjectsDue;
  private double subscriptionsDue;

  Sweep(Topics topics, Voters voters, Delivery delivery, SubjectReads reads, OwnReads ownReads) {
    this.topics = topics;
    this.voters = voters;
    this.delivery = delivery;
    this.reads = reads;
    this.ownReads = ownReads;
  }

  /** Continues after a pause of this many nanoseconds. */
  void run(long pauseNanos) {
    double seconds = Math.min(pauseNanos / NANOS, 1);
    int watched = topics.subjects().size();
    subjectsDue += seconds * Math.min(watched / SUBJECTS_EVERY, SUBJECTS_PER_SECOND);
    for (; subjectsDue >= 1; subjectsDue--) {
      if (!subjects.hasNext()) {
        subjects = topics.subjects().iterator();
      }
      if (subjects.hasNext()) {
        reads.stale(subjects.next());
      }
    }
    if (!voters.isEmpty()) {
      sweepOwn(seconds);
    }
  }

  private void sweepOwn(double seconds) {
    subscriptionsDue +=
        seconds * Math.min(delivery.subscriptions() / OWN_EVERY, SUBSCRIPTIONS_PER_SECOND);
    for (; subscriptionsDue >= 1; subscriptionsDue--) {
      if (!subscriptions.hasNext()) {
        subscriptions = delivery.all().iterator();
      }
      if (subscriptions.hasNext()) {
        OpenSubscription next = subscriptions.next();
        List<OwnTracker> own = next.voter() == null ? List.of() : next.interests().own();
        if (!own.isEmpty()) {
          ownReads.stale(next, own);
        }
      }
    }
  }
}
