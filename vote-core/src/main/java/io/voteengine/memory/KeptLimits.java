package io.voteengine.memory;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.spi.rules.RateLimiter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of rate limits on subjects that are no longer held, kept until all permits are back:
 * loading a subject again must not give its voters new permits. Guarded by the partition's lock.
 */
final class KeptLimits {
  private static final int FEWEST = 1024;

  /**
   * The voters of a subject, and when the last of them has all permits back, in {@link SteadyTime}.
   */
  private record Kept(Map<VoterId, Voter> voters, long until) {}

  private final Map<SubjectId, Kept> subjects = new LinkedHashMap<>();
  private int sweepAt = FEWEST;

  /** Keeps the voters of a subject that is no longer held. */
  void keep(Subject subject, long steady) {
    if (subject.limitedUntil > steady) {
      subjects.merge(subject.id, new Kept(subject.voters, subject.limitedUntil), KeptLimits::both);
      sweep(steady);
    }
  }

  /** Merges the voters of a subject that was loaded and unloaded again meanwhile: only a few. */
  private static Kept both(Kept older, Kept newer) {
    newer.voters.forEach(
        (id, voter) -> older.voters.merge(id, voter, (a, b) -> a.limiter > b.limiter ? a : b));
    return new Kept(older.voters, Math.max(older.until, newer.until));
  }

  /** Returns a voter's state, see {@link RateLimiter}; 0 if none is kept. */
  long limiter(SubjectId subject, VoterId voter) {
    Kept kept = subjects.get(subject);
    Voter known = kept == null ? null : kept.voters.get(voter);
    return known == null ? 0 : known.limiter;
  }

  /** Returns the moment from which nothing is kept of a subject. */
  long until(SubjectId subject) {
    Kept kept = subjects.get(subject);
    return kept == null ? 0 : kept.until;
  }

  /** Looks at the given number of subjects, oldest first, and drops those with all permits back. */
  void forget(int limit, long steady) {
    Iterator<Kept> oldest = subjects.values().iterator();
    for (int looked = 0; looked < limit && oldest.hasNext(); looked++) {
      if (oldest.next().until <= steady) {
        oldest.remove();
      }
    }
  }

  /** Drops subjects with all permits back, each time that the number of subjects has doubled. */
  private void sweep(long steady) {
    if (subjects.size() >= sweepAt) {
      subjects.values().removeIf(kept -> kept.until <= steady);
      sweepAt = Math.max(FEWEST, 2 * subjects.size());
    }
  }
}
