package io.voteengine.examples.replay;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts votes the simple way: the latest of each voter on each subject. */
final class Model {
  private record Key(SubjectId subject, VoterId voter) {}

  private final Map<Key, Ballot> latest = new HashMap<>();

  /** The votes of a file without quotes, read by other code than the program's. */
  static List<Ballot> votes(Path csv, String poll) throws IOException {
    List<Ballot> votes = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      String[] f = line.split(",");
      if (!f[0].equals("voter")) {
        long micros = new BigDecimal(f[3]).multiply(BigDecimal.valueOf(1_000_000)).longValueExact();
        Instant at = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
        votes.add(new Ballot(VoterId.of(f[0]), SubjectId.of(poll, f[1]), Choice.valueOf(f[2]), at));
      }
    }
    return votes;
  }

  static Model of(List<Ballot> votes) {
    Model model = new Model();
    for (Ballot vote : votes) {
      model.latest.merge(
          new Key(vote.subject(), vote.voter()),
          vote,
          (a, b) -> b.castAt().isAfter(a.castAt()) ? b : a);
    }
    return model;
  }

  long count(Choice choice) {
    return latest.values().stream().filter(vote -> vote.choice() == choice).count();
  }

  /** The choices that count, a line each. */
  List<String> choices() {
    return latest.values().stream()
        .filter(vote -> vote.choice() != Choice.NONE)
        .map(vote -> line(vote.voter(), vote.subject(), vote.choice()))
        .toList();
  }

  static String line(VoterId voter, SubjectId subject, Choice choice) {
    return voter.value() + " on " + subject.key() + ": " + choice;
  }

  long voters() {
    return latest.keySet().stream().map(Key::voter).distinct().count();
  }

  /** Every subject, highest score first, equal scores by key. */
  List<ReplayReport.Standing> standings() {
    Map<String, long[]> tallies = new HashMap<>();
    for (Ballot vote : latest.values()) {
      long[] tally = tallies.computeIfAbsent(vote.subject().key(), key -> new long[2]);
      tally[0] += vote.choice() == Choice.UP ? 1 : 0;
      tally[1] += vote.choice() == Choice.DOWN ? 1 : 0;
    }
    return tallies.entrySet().stream()
        .map(
            e ->
                new ReplayReport.Standing(
                    e.getKey(),
                    e.getValue()[0],
                    e.getValue()[1],
                    e.getValue()[0] - e.getValue()[1]))
        .sorted(
            Comparator.comparingLong(ReplayReport.Standing::score)
                .reversed()
                .thenComparing(ReplayReport.Standing::subject))
        .toList();
  }
}
