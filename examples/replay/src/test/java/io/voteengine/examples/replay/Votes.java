package io.voteengine.examples.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Makes files of votes. */
final class Votes {
  private static final long START_MICROS = 1_600_000_000_000_000L;

  private Votes() {}

  /** Votes in order of time; voters come back and change their minds. */
  static Path withChangesOfMind(Path file, int votes, int voters, int subjects, long seed)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < votes; i++) {
      String choice = new String[] {"UP", "UP", "DOWN", "NONE"}[random.nextInt(4)];
      line(text, random.nextInt(voters), random.nextInt(subjects), choice, i);
    }
    return Files.writeString(file, text);
  }

  /** Votes of distinct pairs, as many as in the data set of the README. */
  static Path distinctPairs(Path file, int votes, int voters, int subjects, long seed)
      throws IOException {
    Random random = new Random(seed);
    Set<Long> seen = new HashSet<>();
    StringBuilder text = new StringBuilder("voter,subject,choice,cast_at\n");
    while (seen.size() < votes) {
      int voter = random.nextInt(voters);
      int subject = (int) (subjects * Math.pow(random.nextDouble(), 3));
      if (seen.add(voter * (long) subjects + subject)) {
        line(text, voter, subject, random.nextInt(10) == 0 ? "DOWN" : "UP", seen.size());
      }
    }
    return Files.writeString(file, text);
  }

  private static void line(StringBuilder text, int voter, int subject, String choice, long second) {
    long micros = START_MICROS + second * 1_000_000 + second % 1_000;
    text.append("v").append(voter).append(",s").append(subject).append(',').append(choice);
    text.append(',').append(BigDecimal.valueOf(micros, 6).toPlainString()).append('\n');
  }
}
