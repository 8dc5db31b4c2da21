package io.voteengine.bench.check;

import io.voteengine.Choice;
import java.util.ArrayList;
import java.util.List;

/** Differences between the recorded votes and the expected ones. */
public final class Differences {
  private static final int NAMED = 3;

  /** Where there is nothing to be recorded. */
  static final long NO_VOTES = -1;

  private long recorded;
  private long count;
  private final List<String> first = new ArrayList<>();

  /** Returns differences of something that records no votes. */
  public static Differences withoutVotes() {
    Differences differences = new Differences();
    differences.recorded = NO_VOTES;
    return differences;
  }

  /** Counts a choice that is recorded; a retracted one may or may not have a row. */
  public void recorded(Choice choice) {
    if (choice != Choice.NONE) {
      recorded++;
    }
  }

  /** Counts votes that are recorded, of which nothing else is compared. */
  public void recorded(long votes) {
    recorded += votes;
  }

  /** Compares one thing with what it should be. */
  public void compare(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      count++;
      if (first.size() < NAMED) {
        first.add(what + " is " + found + " instead of " + expected);
      }
    }
  }

  public long count() {
    return count;
  }

  long inSql() {
    return recorded;
  }

  List<String> first() {
    return first;
  }
}
