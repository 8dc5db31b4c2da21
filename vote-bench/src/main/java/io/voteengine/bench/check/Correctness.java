package io.voteengine.bench.check;

import java.util.List;
import java.util.Locale;

/**
 * Whether the votes of a run are recorded as they were answered.
 *
 * @param sent how many were sent
 * @param accepted how many were answered as accepted
 * @param refused how many were refused, by a limit or otherwise
 * @param limited how many of these by a limit
 * @param failed how many failed, and unknown ones that were found not to count
 * @param choices how many choices of voters must be recorded, without retracted ones
 * @param inSql how many are; -1 where none are recorded
 * @param differences choices and tallies that are not what they should be, in SQL or in the store
 * @param first the first of these
 */
public record Correctness(
    long sent,
    long accepted,
    long refused,
    long limited,
    long failed,
    long choices,
    long inSql,
    long differences,
    List<String> first) {

  public static Correctness of(Expected expected, Differences found) {
    long limited = expected.answers(Answer.LIMITED);
    return new Correctness(
        expected.sent(),
        expected.answers(Answer.ACCEPTED),
        limited + expected.answers(Answer.REFUSED),
        limited,
        expected.answers(Answer.FAILED)
            + expected.answers(Answer.UNKNOWN)
            + expected.answers(Answer.OPEN),
        expected.standing(),
        found.inSql(),
        found.count(),
        found.first());
  }

  /**
   * Returns the correctness of votes of which only the sums are known.
   *
   * @param accepted how many were
   * @param inSql how many rows of votes there are
   */
  public static Correctness ofSums(long accepted, long inSql, Differences found) {
    return new Correctness(
        accepted, accepted, 0, 0, 0, accepted, inSql, found.count(), found.first());
  }

  /** Adds up several runs. */
  public static Correctness sum(List<Correctness> runs) {
    return new Correctness(
        runs.stream().mapToLong(Correctness::sent).sum(),
        runs.stream().mapToLong(Correctness::accepted).sum(),
        runs.stream().mapToLong(Correctness::refused).sum(),
        runs.stream().mapToLong(Correctness::limited).sum(),
        runs.stream().mapToLong(Correctness::failed).sum(),
        runs.stream().mapToLong(Correctness::choices).sum(),
        runs.stream().allMatch(run -> run.inSql == Differences.NO_VOTES)
            ? Differences.NO_VOTES
            : runs.stream().mapToLong(Correctness::inSql).sum(),
        runs.stream().mapToLong(Correctness::differences).sum(),
        runs.stream().flatMap(run -> run.first.stream()).toList());
  }

  /** Returns whether all is recorded as it was answered. */
  public boolean exact() {
    return differences == 0 && (inSql == Differences.NO_VOTES || choices == inSql);
  }

  /** Returns the line that is printed under every figure. */
  public String text() {
    String recorded =
        inSql == Differences.NO_VOTES ? "" : english("choices %,d, in SQL %,d, ", choices, inSql);
    return english(
            "cast %,d: accepted %,d, refused %,d (%,d by a limit), failed %,d; ",
            sent, accepted, refused, limited, failed)
        + recorded
        + english("differences %,d%s", differences, first.isEmpty() ? "" : " " + first);
  }

  private static String english(String format, Object... figures) {
    return String.format(Locale.ENGLISH, format, figures);
  }
}
