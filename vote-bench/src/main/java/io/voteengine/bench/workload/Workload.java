package io.voteengine.bench.workload;

import io.voteengine.bench.check.Answer;
import io.voteengine.bench.load.Skew;

/**
 * A workload: its subjects, and what votes do.
 *
 * @param pool how many voters vote before, where that is needed
 */
public record Workload(Subjects subjects, Votes votes, int pool) {
  private static final int AN_HOUR = 3_600;

  /** Returns how many subjects there are. */
  public int subjectCount() {
    return subjects.count;
  }

  /** Returns how long a voter must wait until the next vote on a subject; 0: not at all. */
  public int limitSeconds() {
    return votes == Votes.REFUSALS ? AN_HOUR : 0;
  }

  /** Returns how many votes come before the measured ones. */
  int prepared() {
    return votes == Votes.NEW ? 0 : pool;
  }

  /** Returns the answer that measured votes must get. */
  public Answer right() {
    return votes == Votes.REFUSALS ? Answer.LIMITED : Answer.ACCEPTED;
  }

  /** Returns the votes of one of several senders, who share no voters. */
  public VoteSource source(int sender, int senders) {
    return new VoteSource(this, sender, senders);
  }

  /** Returns the expression of pgbench that chooses a subject. */
  public String pgbenchSubject() {
    int last = subjects.count - 1;
    // pgbench wants a parameter above 1.
    return subjects.skew == Skew.ZIPF
        ? "random_zipfian(1, " + subjects.count + ", 1.001) - 1"
        : "random(0, " + last + ")";
  }

  public String text() {
    return subjects.text + ", " + votes.text;
  }
}
