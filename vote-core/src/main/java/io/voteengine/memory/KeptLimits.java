package io.voteengine.memory;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limiters of subjects that are no longer held, for as long as they remember something: loading the
 * subject again hands its voters no fresh permits. Guarded by the partition's lock.
 */
final class KeptLimits {
  private static final int FEWEST = 1024;

  /** The voters of a subject, and until when one of them is remembered, in {@link SteadyTime}. */
  private record Kept(Map<VoterId, Voter> voters, long until) {}

  private final Map<SubjectId, Kept> subjects = new LinkedHashMap<>();
  private int sweepAt = FEWEST;

  /** Takes over the voters of a subject that is forgotten now. */
  void keep(Subject subject, long steady) {
    if (subject.limitedUntil > steady) {
      subjects.merge(subject.id, new Kept(subject.voters, subject.limitedUntil), KeptLimits::both);
      sweep(steady);
    }
  }

  /** Those of a subject that was loaded in between and unloaded again, so not many. */
  private static Kept both(Kept older, Kept newer) {
    newer.voters.forEach(
        (id, voter) -> older.voters.merge(id, voter, (a, b) -> a.limiter > b.limiter ? a : b));
    return new Kept(older.voters, Math.max(older.until, newer.until));
  }

  /** See {@link Gcra}; 0 where nothing is remembered. */
  long limiter(SubjectId subject, VoterId voter) {
    Kept kept = subjects.get(subject);
    Voter known = kept == null ? null : kept.voters.get(voter);
    return known == null ? 0 : known.limiter;
  }

  /** From when on nothing of a subject is remembered. */
  long until(SubjectId subject) {
    Kept kept = subjects.get(subject);
    return kept == null ? 0 : kept.until;
  }

  /** Forgets what remembers nothing, among the so many that were kept first. */
  void forget(int limit, long steady) {
    Iterator<Kept> oldest = subjects.values().iterator();
    for (int looked = 0; looked < limit && oldest.hasNext(); looked++) {
      if (oldest.next().until <= steady) {
        oldest.remove();
      }
    }
  }

  /** Forgets what remembers nothing, each time that there is twice as much as was left. */
  private void sweep(long steady) {
    if (subjects.size() >= sweepAt) {
      subjects.values().removeIf(kept -> kept.until <= steady);
      sweepAt = Math.max(FEWEST, 2 * subjects.size());
    }
  }
}
