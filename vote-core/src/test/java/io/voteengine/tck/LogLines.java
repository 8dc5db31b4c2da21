package io.voteengine.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** What VoteEngine logs while a test looks, as SLF4J's simple logger writes it. */
public final class LogLines implements AutoCloseable {
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private LogLines() {
    System.setErr(new PrintStream(new Both(), true, UTF_8));
  }

  /**
   * Begins to look.
   *
   * @return what is logged from now on
   */
  public static LogLines record() {
    return new LogLines();
  }

  /**
   * The lines of VoteEngine's own loggers, without those of stack traces.
   *
   * @return each with thread, level and logger
   */
  public synchronized List<String> own() {
    return all().stream()
        .filter(line -> line.matches(".*\\[.*] [A-Z]+ io\\.voteengine\\..*"))
        .toList();
  }

  /**
   * Every line, also those of stack traces and of other libraries.
   *
   * @return the lines
   */
  public synchronized List<String> all() {
    return written.toString(UTF_8).lines().toList();
  }

  @Override
  public void close() {
    System.setErr(original);
  }

  /** Writes to the test's report, too. */
  private final class Both extends OutputStream {
    @Override
    public void write(int b) {
      synchronized (LogLines.this) {
        written.write(b);
      }
      original.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      synchronized (LogLines.this) {
        written.write(bytes, offset, length);
      }
      original.write(bytes, offset, length);
    }
  }
}
