package io.voteengine.memory;

import io.voteengine.SubjectId;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteSnapshot;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The polls and subjects that a partition holds. Guarded by the partition's lock. */
final class WorkingSet {
  /** In the order in which {@link #evict} looks at them. */
  private final Map<String, HeldPoll> polls = new LinkedHashMap<>();

  /** In the order in which {@link #evict} looks at them. */
  private final Map<SubjectId, Subject> subjects = new LinkedHashMap<>();

  private final KeptLimits limits;

  /** The last events of unloaded subjects that the ledger is not known to have. */
  private final Map<SubjectId, Long> draining = new HashMap<>();

  /** The polls of which it is loaded what voters hold, in the order of {@link #evict}. */
  private final Map<String, HeldPoll> withBallots = new LinkedHashMap<>();

  /** The last events of ballot polls when what voters hold in them was unloaded. */
  private final Map<String, Long> drainingBallots = new HashMap<>();

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

  /** Installs what voters hold in ballot polls, or nothing if a poll is draining. */
  boolean loadHeld(List<HeldVotes> all, long now) {
    for (HeldVotes held : all) {
      if (drainingBallots.containsKey(held.voter().poll())) {
        return false;
      }
    }
    for (HeldVotes held : all) {
      HeldPoll room = room(held.voter().poll());
      room.loadHeld(held, now);
      withBallots.put(held.voter().poll(), room);
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
      unloadBallots(id.poll(), watermark);
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

  private void unloadBallots(String poll, long watermark) {
    HeldPoll room = withBallots.remove(poll);
    long last = room == null ? 0 : room.unloadBallots();
    if (last > watermark) {
      drainingBallots.put(poll, last);
    }
  }

  /** Ends the draining of what is at or below a watermark. Returns whether there was anything. */
  boolean drained(long watermark) {
    boolean subject = draining.values().removeIf(last -> last <= watermark);
    return drainingBallots.values().removeIf(last -> last <= watermark) || subject;
  }

  /**
   * Evicts subjects that are unused since a moment, and polls that have none left, continuing where
   * the last call ended. A subject on which some rate limit has a state stays.
   */
  int evict(long unusedSince, int limit, long watermark, long now) {
    limits.forget(limit, now);
    int forgotten = evictBallots(unusedSince, limit, watermark);
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
    evictSealed(unusedSince, limit);
    return forgotten + before - subjects.size();
  }

  /** Forgets sealed polls that have nothing left: the ledger knows that they are sealed. */
  private void evictSealed(long unusedSince, int limit) {
    for (int looked = Math.min(limit, polls.size()); looked > 0; looked--) {
      String name = polls.keySet().iterator().next();
      HeldPoll room = Objects.requireNonNull(polls.remove(name));
      if (!room.isOver(unusedSince)) {
        polls.put(name, room);
      }
    }
  }

  /** Returns in how many polls it forgot what voters hold. */
  private int evictBallots(long unusedSince, int limit, long watermark) {
    int forgotten = 0;
    for (int looked = Math.min(limit, withBallots.size()); looked > 0; looked--) {
      String poll = withBallots.keySet().iterator().next();
      HeldPoll room = Objects.requireNonNull(withBallots.remove(poll));
      if (room.evictBallots(unusedSince, watermark)) {
        forgotten++;
        if (room.isForgettable()) {
          polls.remove(poll);
        }
      } else {
        withBallots.put(poll, room);
      }
    }
    return forgotten;
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
