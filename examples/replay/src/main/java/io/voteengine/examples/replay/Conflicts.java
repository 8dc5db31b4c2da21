package io.voteengine.examples.replay;

import io.voteengine.Choice;
import io.voteengine.RequestId;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one voter and subject at one instant that have different choices. Nothing says which
 * came last, so UP counts before DOWN, and DOWN before NONE, whatever the order of the lines. The
 * other lines are left out.
 */
final class Conflicts {
  static final Conflicts NONE = new Conflicts(Map.of());

  private static final Comparator<Choice> RANK =
      Comparator.comparing(List.of(Choice.NONE, Choice.DOWN, Choice.UP)::indexOf);

  private final Map<RequestId, Choice> winners;
  private long leftOut;
  private @Nullable Ballot first;

  private Conflicts(Map<RequestId, Choice> winners) {
    this.winners = winners;
  }

  /**
   * Reads a file's votes and keeps only a hash of each, then reads those again that seem to repeat.
   */
  static Conflicts find(Supplier<VoteSource> open) {
    Set<RequestId> repeated = repeated(open);
    if (repeated.isEmpty()) {
      return NONE;
    }
    Map<RequestId, Choice> choices = new HashMap<>();
    Set<RequestId> disputed = new HashSet<>();
    try (VoteSource source = open.get()) {
      for (Ballot ballot = source.next(); ballot != null; ballot = source.next()) {
        RequestId id = ballot.requestId();
        Choice other = repeated.contains(id) ? choices.put(id, ballot.choice()) : null;
        if (other != null && other != ballot.choice()) {
          disputed.add(id);
          choices.put(id, RANK.compare(other, ballot.choice()) > 0 ? other : ballot.choice());
        }
      }
    }
    choices.keySet().retainAll(disputed);
    Conflicts conflicts = new Conflicts(choices);
    try (VoteSource source = open.get()) {
      for (Ballot ballot = source.next(); ballot != null; ballot = source.next()) {
        conflicts.note(ballot);
      }
    }
    return conflicts;
  }

  private static Set<RequestId> repeated(Supplier<VoteSource> open) {
    Set<Long> seen = new HashSet<>();
    Set<RequestId> repeated = new HashSet<>();
    try (VoteSource source = open.get()) {
      for (Ballot ballot = source.next(); ballot != null; ballot = source.next()) {
        RequestId id = ballot.requestId();
        if (!seen.add(id.value().getLeastSignificantBits())) {
          repeated.add(id);
        }
      }
    }
    return repeated;
  }

  private void note(Ballot ballot) {
    if (loses(ballot)) {
      leftOut++;
      first = first == null ? ballot : first;
    }
  }

  /**
   * Returns whether another line of the same voter, subject and instant counts in place of this
   * one.
   */
  boolean loses(Ballot ballot) {
    return !winners.isEmpty()
        && winners.getOrDefault(ballot.requestId(), ballot.choice()) != ballot.choice();
  }

  /** Returns how many lines are left out. */
  long leftOut() {
    return leftOut;
  }

  /** Prints how many lines are left out, if any are. */
  void print(PrintStream out) {
    Ballot one = first;
    if (one != null) {
      out.printf(
          "conflicts: %d; lines of one voter, subject and time with different choices: UP counts"
              + " before DOWN before NONE, and the others are left out; the first: %s on %s at %s%n",
          leftOut, one.voter().value(), one.subject().key(), one.castAt());
    }
  }
}
