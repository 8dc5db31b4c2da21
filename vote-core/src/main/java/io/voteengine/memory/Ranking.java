package io.voteengine.memory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The subjects of a poll in order of their scores. A subject whose score moves leaves the order,
 * and comes back only when somebody asks for it: votes on a hot subject do not pay for sorting.
 */
final class Ranking {
  private final TreeSet<Subject> ordered =
      new TreeSet<>(comparingLong(Subject::score).reversed().thenComparing(comparing(s -> s.id)));
  private final Set<Subject> unordered = new HashSet<>();

  void add(Subject subject) {
    unordered.add(subject);
  }

  void remove(Subject subject) {
    if (!unordered.remove(subject)) {
      ordered.remove(subject);
    }
  }

  /** Must be called while the subject still has its old score. */
  void scoreMoves(Subject subject) {
    if (unordered.add(subject)) {
      ordered.remove(subject);
    }
  }

  List<Subject> top(int limit) {
    ordered.addAll(unordered);
    unordered.clear();
    return ordered.stream().limit(limit).toList();
  }
}
