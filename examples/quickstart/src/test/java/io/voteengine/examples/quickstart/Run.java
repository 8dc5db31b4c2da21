package io.voteengine.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** One run of the program in this JVM: its exit code, and what it printed. */
public record Run(int exitCode, String out, String err) {
  public static Run of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Quickstart.commandLine(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
            .execute(args);
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
