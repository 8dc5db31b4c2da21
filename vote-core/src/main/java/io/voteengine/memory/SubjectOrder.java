package io.voteengine.memory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The subjects of a poll that have votes and are not withdrawn, ordered by score. A subject whose
 * counts change leaves the order, and is sorted in again only when the order is read, so that votes
 * on a hot subject do not pay for sorting.
 */
final class SubjectOrder {
  private final TreeSet<Subject> ordered =
      new TreeSet<>(comparingLong(Subject::score).reversed().thenComparing(comparing(s -> s.id)));
  private final Set<Subject> unordered = new HashSet<>();

  void add(Subject subject) {
    if (subject.isRanked()) {
      unordered.add(subject);
    }
  }

  void remove(Subject subject) {
    if (!unordered.remove(subject)) {
      ordered.remove(subject);
    }
  }

  /**
   * Removes a subject from the order. Must be called while the subject still has its old counts.
   */
  void countsMove(Subject subject) {
    if (unordered.add(subject)) {
      ordered.remove(subject);
    }
  }

  List<Subject> top(int limit) {
    unordered.stream().filter(Subject::isRanked).forEach(ordered::add);
    unordered.clear();
    return ordered.stream().limit(limit).toList();
  }
}
