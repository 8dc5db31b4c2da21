package io.voteengine.engine.live;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.engine.live.topic.NewestTopic;
import io.voteengine.engine.live.topic.NewestTracker;
import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.PollSubjectsTopic;
import io.voteengine.engine.live.topic.PollTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.SubjectTracker;
import io.voteengine.engine.live.topic.Topics;
import io.voteengine.engine.live.topic.Tracker;
import io.voteengine.live.Interest;
import io.voteengine.live.Interest.InPoll;
import io.voteengine.live.Interest.InPollState;
import io.voteengine.live.Interest.InSubject;
import io.voteengine.live.KnownVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one subscription tracks. Safe for use by many threads. */
final class SubscriptionInterests {
  private final OpenSubscription subscription;
  private final Topics topics;
  private final Watching watching;
  private final Map<SubjectId, SubjectTracker> subjects = new HashMap<>();
  private final Map<Interest, Tracker> others = new HashMap<>();

  /** What the host has named; a subject may also be tracked because of its poll. */
  private final Set<Interest> named = new HashSet<>();

  private boolean left;

  SubscriptionInterests(OpenSubscription subscription, Topics topics, Watching watching) {
    this.subscription = subscription;
    this.topics = topics;
    this.watching = watching;
  }

  /** Checks that a subscription may have as many interests. */
  static void check(Collection<? extends Interest> wanted) {
    check(wanted.stream().map(SubscriptionInterests::name).distinct().count());
  }

  private static void check(long count) {
    if (count > Interest.MOST_SUBJECTS) {
      throw new InvalidInputException(
          "interests", "must not be more than " + Interest.MOST_SUBJECTS);
    }
  }

  /** A subject is the same interest with any known version. */
  private static Interest name(Interest interest) {
    return interest instanceof InSubject in && in.known() != null
        ? Interest.subject(in.subject())
        : Objects.requireNonNull(interest, "interest");
  }

  synchronized void track(Collection<? extends Interest> wanted) {
    Set<Interest> all = new HashSet<>(named);
    wanted.forEach(interest -> all.add(name(interest)));
    check(all.size());
    if (left) {
      return;
    }
    List<OwnTracker> own = new ArrayList<>();
    for (Interest interest : wanted) {
      named.add(name(interest));
      if (interest instanceof InSubject in) {
        track(in.subject(), true, in.known(), own);
      } else if (interest instanceof InPoll in) {
        trackPoll(in, own);
      } else {
        trackOther(interest);
      }
    }
    readOwn(own);
  }

  private void readOwn(List<OwnTracker> own) {
    if (!own.isEmpty()) {
      watching.readOwn(subscription, own);
    }
  }

  private void track(
      SubjectId subject, boolean byName, @Nullable KnownVersion known, List<OwnTracker> own) {
    SubjectTracker present = subjects.get(subject);
    if (present != null) {
      present.named |= byName;
      if (known != null) {
        subscription.guarded(() -> present.know(known));
      }
      return;
    }
    SubjectTopic topic;
    SubjectTracker tracker;
    do {
      topic = topics.subject(subject);
      tracker =
          subscription.voter() == null
              ? new SubjectTracker(subscription, topic, byName, known)
              : new OwnTracker(subscription, topic, byName, known);
    } while (!topic.add(tracker));
    subjects.put(subject, tracker);
    if (tracker instanceof OwnTracker ownTracker) {
      own.add(ownTracker); // Counts and choice come together.
    } else if (topic.isPublished()) {
      subscription.mark(tracker);
    } else {
      watching.read(topic);
    }
  }

  private void trackPoll(InPoll in, List<OwnTracker> own) {
    if (!others.containsKey(in)) {
      PollSubjectsTopic topic;
      Tracker tracker;
      do {
        topic = topics.pollSubjects(in.poll());
        tracker = new PollTracker(subscription, topic);
      } while (!topic.add(tracker));
      others.put(in, tracker);
      topic.known.forEach(subject -> track(subject, false, null, own));
      watching.began(topic);
    }
    trackOther(new InPollState(in.poll()));
  }

  private void trackOther(Interest interest) {
    if (others.containsKey(interest)) {
      return;
    }
    NewestTopic topic;
    Tracker tracker;
    do {
      topic = topics.other(interest);
      tracker = new NewestTracker(subscription, topic);
    } while (!topic.add(tracker));
    others.put(interest, tracker);
    if (topic.isPublished()) {
      subscription.mark(tracker);
    } else {
      watching.began(topic);
    }
  }

  /** Tracks subjects of a poll that the subscription watches as a whole. */
  synchronized void found(InPoll in, Collection<SubjectId> found) {
    if (left || !others.containsKey(in)) {
      return;
    }
    List<OwnTracker> own = new ArrayList<>();
    found.forEach(subject -> track(subject, false, null, own));
    readOwn(own);
  }

  synchronized void untrack(Collection<? extends Interest> unwanted) {
    for (Interest interest : unwanted) {
      if (!named.remove(name(interest))) {
        continue;
      }
      if (interest instanceof InSubject in) {
        if (named.contains(Interest.poll(in.subject().poll()))) {
          Objects.requireNonNull(subjects.get(in.subject())).named = false;
        } else {
          detach(subjects.remove(in.subject()));
        }
      } else if (interest instanceof InPoll in) {
        untrackPoll(in);
      } else if (!(interest instanceof InPollState in
          && named.contains(Interest.poll(in.poll())))) {
        detach(others.remove(interest));
      }
    }
  }

  private void untrackPoll(InPoll in) {
    detach(others.remove(in));
    InPollState state = new InPollState(in.poll());
    if (!named.contains(state)) {
      detach(others.remove(state));
    }
    List<SubjectTracker> found =
        subjects.values().stream()
            .filter(t -> !t.named && t.topic.subject.poll().equals(in.poll()))
            .toList();
    for (SubjectTracker tracker : found) {
      subjects.remove(tracker.topic.subject);
      detach(tracker);
    }
  }

  private void detach(@Nullable Tracker tracker) {
    if (tracker instanceof OwnTracker own && subscription.forget(own)) {
      own(subjects.keySet()).stream()
          .filter(other -> other.topic.subject.poll().equals(own.topic.subject.poll()))
          .forEach(subscription::mark);
    }
    if (tracker != null && tracker.topic().remove(tracker)) {
      topics.retired(tracker.topic());
    }
  }

  /** Returns the trackers of these subjects, as far as there are any. */
  synchronized List<OwnTracker> own(Collection<SubjectId> of) {
    List<OwnTracker> found = new ArrayList<>();
    for (SubjectId subject : of) {
      if (subjects.get(subject) instanceof OwnTracker tracker) {
        found.add(tracker);
      }
    }
    return found;
  }

  /** Returns the trackers of all its subjects. */
  synchronized List<OwnTracker> own() {
    return own(subjects.keySet());
  }

  /** Ends all interests. */
  synchronized void leave() {
    left = true;
    subjects.values().forEach(this::detach);
    others.values().forEach(this::detach);
    subjects.clear();
    others.clear();
    named.clear();
  }
}
