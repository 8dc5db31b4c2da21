package io.voteengine.bench.workload;

import io.voteengine.Choice;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** The votes of one sender: first those that prepare, then the measured ones without end. */
public final class VoteSource {
  private final Workload workload;
  private final int sender;
  private final int senders;
  private final SplittableRandom random;
  private final ToIntFunction<SplittableRandom> subjects;
  private final int[] pool;
  private int sent;
  private int voter;
  private int subject;
  private Choice choice = Choice.NONE;

  VoteSource(Workload workload, int sender, int senders) {
    this.workload = workload;
    this.sender = sender;
    this.senders = senders;
    random = new SplittableRandom(sender);
    subjects = workload.subjects().skew.over(workload.subjectCount());
    pool = new int[(workload.prepared() + senders - 1) / senders];
  }

  /** Returns how many votes prepare. */
  public int prepared() {
    return pool.length;
  }

  /** Moves on to the next vote. */
  public void next() {
    int number = sent++;
    if (pool.length == 0) {
      subject = subjects.applyAsInt(random);
      choice = Choice.UP;
      voter = number * senders + sender;
      return;
    }
    int at = number % pool.length;
    if (number < pool.length) {
      pool[at] = subjects.applyAsInt(random);
    }
    subject = pool[at];
    voter = at * senders + sender;
    boolean odd = number / pool.length % 2 == 1;
    Choice other = workload.votes() == Votes.RETRACTIONS ? Choice.NONE : Choice.DOWN;
    choice = odd ? other : Choice.UP;
  }

  public int voter() {
    return voter;
  }

  public int subject() {
    return subject;
  }

  public Choice choice() {
    return choice;
  }
}
