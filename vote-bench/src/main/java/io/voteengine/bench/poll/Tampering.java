package io.voteengine.bench.poll;

import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.bench.site.PostgresSpace;
import io.voteengine.result.ResultCheck;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody changes one row after another in the tables of a sealed poll. Each time, a check must
 * name the subjects that were changed, and no others.
 */
final class Tampering {
  private record Change(String what, String sql) {}

  /** In each, {@code %1$s} is the subject's row, and {@code %2$s} a voter of it. */
  private static final List<Change> CHANGES =
      List.of(
          new Change(
              "a vote changed",
              "UPDATE vote SET choice = -1 WHERE tally = %1$s AND voter = '%2$s'"),
          new Change("a vote dropped", "DELETE FROM vote WHERE tally = %1$s AND voter = '%2$s'"),
          new Change(
              "a vote added",
              "INSERT INTO vote (tally, cast_at, request_id, choice, voter)"
                  + " SELECT tally, cast_at, request_id, choice, 'mallory' FROM vote"
                  + " WHERE tally = %1$s AND voter = '%2$s'"),
          new Change(
              "a ballot changed",
              "UPDATE vote_ballot SET choice = -1 WHERE tally = %1$s AND nonce ="
                  + " (SELECT nonce FROM vote_ballot WHERE tally = %1$s ORDER BY nonce LIMIT 1)"),
          new Change(
              "a ballot dropped",
              "DELETE FROM vote_ballot WHERE tally = %1$s AND nonce ="
                  + " (SELECT nonce FROM vote_ballot WHERE tally = %1$s ORDER BY nonce LIMIT 1)"),
          new Change(
              "a ballot added",
              "INSERT INTO vote_ballot (tally, choice, nonce)"
                  + " SELECT tally, -choice, nonce FROM vote_ballot WHERE tally = %1$s LIMIT 1"));

  /** How many subjects are changed: the first ones of the poll. */
  static final int SUBJECTS = CHANGES.size();

  private final VoteEngine engine;
  private final PostgresSpace space;
  private final String poll;

  Tampering(VoteEngine engine, PostgresSpace space, String poll) {
    this.engine = engine;
    this.space = space;
    this.poll = poll;
  }

  /**
   * Makes each change on a subject of its own: {@code s0} with the voter {@code v0}, and so on.
   *
   * @throws IllegalStateException when a check does not find exactly what was changed
   */
  void run() {
    Set<SubjectId> changed = new HashSet<>();
    for (Change change : CHANGES) {
      int number = changed.size();
      SubjectId subject = SubjectId.of(poll, "s" + number);
      String tally =
          String.format(
              "(SELECT id FROM vote_tally WHERE poll = '%s' AND subject = '%s')",
              poll, subject.key());
      space.execute(String.format(change.sql(), tally, "v" + number));
      changed.add(subject);
      long began = System.nanoTime();
      ResultCheck check = engine.results().verify(poll);
      if (!changed.equals(new HashSet<>(check.differing()))) {
        throw new IllegalStateException(change.what() + ", and the check found " + check);
      }
      System.out.printf(
          "%s in %s: found in %,d ms%n",
          change.what(), subject, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
  }
}
