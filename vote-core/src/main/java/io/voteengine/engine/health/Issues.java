package io.voteengine.engine.health;

import io.voteengine.health.VoteHealth.Issue;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Collects the issues that the rules find, and puts their parts into words. */
final class Issues {
  static final Issue CLOSED =
      new Issue(
          Part.ENGINE,
          Status.FAILING,
          "The engine is closed, or is closing; it takes no votes.",
          "Build another engine. Votes that are unconfirmed are in the store only: see the log.");

  private final List<Issue> found = new ArrayList<>();

  void add(Part part, Status status, String what, String action) {
    found.add(new Issue(part, status, what, action));
  }

  List<Issue> found() {
    return found;
  }

  static String named(Set<Integer> partitions) {
    return partitions.size() + " partitions (" + first(partitions) + ")";
  }

  private static String first(Set<Integer> partitions) {
    List<String> numbers = partitions.stream().limit(8).map(String::valueOf).toList();
    return String.join(", ", numbers) + (partitions.size() > 8 ? ", …" : "");
  }

  static String said(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        ? "no answer in the time given"
        : String.valueOf(failure);
  }
}
