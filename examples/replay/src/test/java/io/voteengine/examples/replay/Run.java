package io.voteengine.examples.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.examples.console.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** One run of the program in this JVM: its exit code, and what it printed. */
record Run(int exitCode, String out, String err) {
  static Run of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Program.run(
            new ReplayCommand(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)),
            new PrintStream(err, true, UTF_8),
            args);
    return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
