package io.voteengine.bench.check;

import java.util.List;

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

  /** Returns whether all is recorded as it was answered. */
  public boolean exact() {
    return differences == 0 && (inSql == Differences.NO_VOTES || choices == inSql);
  }

  /** Returns the line that stands under every figure. */
  public String text() {
    return "cast %,d: accepted %,d, refused %,d (%,d by a limit), failed %,d; "
            .formatted(sent, accepted, refused, limited, failed)
        + (inSql == Differences.NO_VOTES
            ? ""
            : "choices %,d, in SQL %,d, ".formatted(choices, inSql))
        + "differences %,d%s".formatted(differences, first.isEmpty() ? "" : " " + first);
  }
}
