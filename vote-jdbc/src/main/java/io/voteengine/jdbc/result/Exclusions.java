package io.voteengine.jdbc.result;

import static java.util.stream.Collectors.joining;

import io.voteengine.result.proof.Exclusion;
import java.util.Arrays;
import java.util.List;

/**
 * Writes why votes are not counted as one line, {@code QUARANTINED=1 VOID=2}, and reads it back.
 */
final class Exclusions {
  private Exclusions() {}

  static String write(List<Exclusion> excluded) {
    return excluded.stream()
        .map(exclusion -> exclusion.reason() + "=" + exclusion.votes())
        .collect(joining(" "));
  }

  static List<Exclusion> read(String line) {
    return line.isEmpty()
        ? List.of()
        : Arrays.stream(line.split(" ", -1)).map(Exclusions::exclusion).toList();
  }

  private static Exclusion exclusion(String text) {
    int equals = text.indexOf('=');
    return new Exclusion(text.substring(0, equals), Long.parseLong(text.substring(equals + 1)));
  }
}
