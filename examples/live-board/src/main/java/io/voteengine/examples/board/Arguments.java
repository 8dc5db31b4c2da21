package io.voteengine.examples.board;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The short options of the command line, as the properties of Spring that they stand for. */
final class Arguments {
  private Arguments() {}

  /**
   * Replaces {@code --redis=URL}, {@code --jdbc=URL} and {@code --folder=PATH}; all others stay.
   *
   * @param args the arguments of the command line
   * @return arguments for Spring
   */
  static String[] toProperties(String... args) {
    return Arrays.stream(args).flatMap(arg -> toProperties(arg).stream()).toArray(String[]::new);
  }

  private static List<String> toProperties(String arg) {
    String value = arg.substring(arg.indexOf('=') + 1);
    if (arg.startsWith("--redis=")) {
      return List.of("--voteengine.store=redis", "--voteengine.redis.url=" + value);
    }
    if (arg.startsWith("--jdbc=")) {
      return List.of(
          "--spring.datasource.url=" + value, "--voteengine.ledger.initialize-schema=always");
    }
    if (arg.startsWith("--folder=")) {
      return List.of("--board.folder=" + value);
    }
    return Stream.of(arg).toList();
  }
}
