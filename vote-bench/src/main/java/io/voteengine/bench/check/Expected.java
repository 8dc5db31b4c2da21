package io.voteengine.bench.check;

import io.voteengine.Choice;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What must be recorded: each voter's last accepted choice, and the tallies that these make. It
 * comes from what was sent and how it was answered alone.
 */
public final class Expected {
  private final Map<Long, Choice> choices = new HashMap<>();
  private final Map<Integer, long[]> tallies = new HashMap<>();
  private final Map<Answer, Long> answers = new EnumMap<>(Answer.class);

  /**
   * @param logs of senders that share no voters, so that each voter's votes are in one order
   */
  public Expected(Collection<VoteLog> logs) {
    for (VoteLog log : logs) {
      log.forEach(
          (index, voter, subject, choice, answer) -> {
            answers.merge(answer, 1L, Long::sum);
            if (answer == Answer.ACCEPTED) {
              choices.put(key(voter, subject), choice);
            }
          });
    }
    choices.forEach(
        (key, choice) -> {
          long[] tally = tallies.computeIfAbsent(subject(key), any -> new long[2]);
          if (choice != Choice.NONE) {
            tally[choice == Choice.UP ? 0 : 1]++;
          }
        });
  }

  private Expected() {}

  /**
   * Expects tallies only.
   *
   * @param ups the accepted votes of each subject, all of them up and of different voters
   */
  public static Expected ofUps(int[] ups) {
    Expected expected = new Expected();
    long sum = 0;
    for (int subject = 0; subject < ups.length; subject++) {
      if (ups[subject] > 0) {
        expected.tallies.put(subject, new long[] {ups[subject], 0});
        sum += ups[subject];
      }
    }
    expected.answers.put(Answer.ACCEPTED, sum);
    return expected;
  }

  public static long key(int voter, int subject) {
    return (long) subject << 32 | voter;
  }

  public static int voter(long key) {
    return (int) key;
  }

  public static int subject(long key) {
    return (int) (key >>> 32);
  }

  /** Returns each voter's choice on each subject, by {@link #key}; retracted ones are NONE. */
  public Map<Long, Choice> choices() {
    return choices;
  }

  /** Returns how many choices there are that are not retracted. */
  public long standing() {
    return tallies.values().stream().mapToLong(tally -> tally[0] + tally[1]).sum();
  }

  /** Returns the votes up and down of each subject that was voted on. */
  public Map<Integer, long[]> tallies() {
    return tallies;
  }

  /** Returns how many votes had this answer. */
  public long answers(Answer answer) {
    return answers.getOrDefault(answer, 0L);
  }

  public long sent() {
    return answers.values().stream().mapToLong(n -> n).sum();
  }
}
