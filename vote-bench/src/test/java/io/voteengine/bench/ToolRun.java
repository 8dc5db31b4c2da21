package io.voteengine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * A run of the tool in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said of progress and of refused options
 */
public record ToolRun(int code, String out, String err) {
  /** Runs a command. One at a time, since it takes the streams of the process. */
  public static synchronized ToolRun of(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      int code = VoteBench.run(args);
      return new ToolRun(code, printed.toString(UTF_8), said.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
