package io.voteengine.bench.check;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;

/** The ids of voters and subjects, 8 to 10 characters, as sites have them. */
public final class Ids {
  public static final String POLL = "launches";

  private static final long BILLION = 1_000_000_000L;

  private Ids() {}

  /** Returns a voter's id. Successive numbers are far apart, as voters come in no order. */
  public static String voter(int number) {
    return "u" + digits(number * 482_711_393L % BILLION, 9);
  }

  public static String subject(int number) {
    return "s" + digits(number, 7);
  }

  public static VoterId voterId(int number) {
    return VoterId.of(voter(number));
  }

  public static SubjectId subjectId(int number) {
    return SubjectId.of(POLL, subject(number));
  }

  private static String digits(long number, int length) {
    char[] text = new char[length];
    long left = number;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
    return new String(text);
  }
}
