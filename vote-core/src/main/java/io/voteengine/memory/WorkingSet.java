package io.voteengine.memory;

import io.voteengine.SubjectId;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The polls and subjects that a partition holds. Guarded by the partition's lock. */
final class WorkingSet {
  private final Map<String, HeldPoll> polls = new HashMap<>();

  /** In the order in which {@link #evict} looks at them. */
  private final Map<SubjectId, Subject> subjects = new LinkedHashMap<>();

  private final KeptLimits limits;

  /** The last events of unloaded subjects that the ledger is not known to have. */
  private final Map<SubjectId, Long> draining = new HashMap<>();

  WorkingSet(KeptLimits limits) {
    this.limits = limits;
  }

  @Nullable HeldPoll poll(String name) {
    return polls.get(name);
  }

  HeldPoll room(String poll) {
    return polls.computeIfAbsent(poll, name -> new HeldPoll());
  }

  /** Returns a subject if it is held, and marks it as used now. */
  @Nullable Subject use(SubjectId id, long now) {
    Subject subject = subjects.get(id);
    if (subject != null) {
      subject.usedAt = now;
    }
    return subject;
  }

  /** Installs the subjects that are absent, or none if one of them is still draining. */
  boolean load(List<SubjectSnapshot> snapshots, long now) {
    for (SubjectSnapshot snapshot : snapshots) {
      if (draining.containsKey(snapshot.subject())) {
        return false;
      }
    }
    for (SubjectSnapshot snapshot : snapshots) {
      if (use(snapshot.subject(), now) == null) {
        HeldPoll room = room(snapshot.subject().poll());
        Subject subject = new Subject(snapshot, room, limits);
        subject.usedAt = now;
        subjects.put(subject.id, subject);
        room.subjects++;
        room.ranking.add(subject);
      }
    }
    return true;
  }

  /** Installs the voters that are not known, or none if a subject is not held. */
  boolean loadVotes(List<VoteSnapshot> votes, long now) {
    for (VoteSnapshot vote : votes) {
      if (use(vote.subject(), now) == null) {
        return false;
      }
    }
    for (VoteSnapshot vote : votes) {
      Subject subject = subjects.get(vote.subject());
      if (subject != null) {
        subject.load(vote);
      }
    }
    return true;
  }

  boolean isDraining(SubjectId id) {
    return draining.containsKey(id);
  }

  /** Keeps the rate limits that have a state, before this set is dropped. */
  void forgetAll(long now) {
    subjects.values().forEach(subject -> limits.keep(subject, now));
  }

  void unload(List<SubjectId> ids, long watermark, long now) {
    for (SubjectId id : ids) {
      Subject subject = subjects.remove(id);
      if (subject != null) {
        limits.keep(subject, now);
        left(subject);
        if (subject.lastSeq > watermark) {
          draining.put(id, subject.lastSeq);
        }
      }
    }
  }

  /** Ends the draining of subjects up to a watermark. Returns whether there were any. */
  boolean drained(long watermark) {
    return !draining.isEmpty() && draining.values().removeIf(last -> last <= watermark);
  }

  /**
   * Evicts subjects that are unused since a moment, and polls that have none left, continuing where
   * the last call ended. A subject on which some rate limit has a state stays.
   */
  int evict(long unusedSince, int limit, long watermark, long now) {
    limits.forget(limit, now);
    int before = subjects.size();
    for (int looked = Math.min(limit, before); looked > 0; looked--) {
      Subject subject = takeNext();
      if (subject.usedAt > unusedSince
          || subject.lastSeq > watermark
          || subject.limitedUntil > now) {
        subjects.put(subject.id, subject);
      } else {
        left(subject);
        if (subject.room.isForgettable()) {
          polls.remove(subject.id.poll());
        }
      }
    }
    return before - subjects.size();
  }

  private Subject takeNext() {
    Iterator<Subject> subjectsInOrder = subjects.values().iterator();
    Subject next = subjectsInOrder.next();
    subjectsInOrder.remove();
    return next;
  }

  private static void left(Subject subject) {
    subject.room.ranking.remove(subject);
    subject.room.subjects--;
  }
}
