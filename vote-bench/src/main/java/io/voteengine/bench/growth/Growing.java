package io.voteengine.bench.growth;

import java.util.List;
import java.util.stream.IntStream;

/** What grows, and what stays. */
enum Growing {
  /** Voters of the one subject. */
  VOTERS("voters of one subject", 1),
  /** Subjects, by a vote on each; then votes of new voters on any of them. */
  SUBJECTS("subjects", 0),
  /** Votes in SQL, each with its row of the audit log. */
  ROWS("votes in SQL", 1_000),
  PARTITIONS("partitions", 1_000),
  /** Engines on one Redis and one database, all in this process. */
  NODES("nodes", 1_000);

  final String text;

  /** How many subjects there are; 0: as many as votes. */
  final int subjects;

  Growing(String text, int subjects) {
    this.text = text;
    this.subjects = subjects;
  }

  /** Returns whether each size is a site of its own. */
  boolean isOfSites() {
    return this == PARTITIONS || this == NODES;
  }

  /** Returns the sizes up to a limit: half powers of ten, or powers of two or four. */
  List<Integer> sizes(int until) {
    return switch (this) {
      case PARTITIONS -> upTo(until, 1, 4, 16, 64, 256);
      case NODES -> upTo(until, 1, 2, 4, 8);
      default ->
          upTo(
              until,
              1_000,
              10_000,
              30_000,
              100_000,
              300_000,
              1_000_000,
              3_000_000,
              10_000_000,
              30_000_000);
    };
  }

  private static List<Integer> upTo(int until, int... sizes) {
    return IntStream.of(sizes).filter(size -> size <= until).boxed().toList();
  }
}
