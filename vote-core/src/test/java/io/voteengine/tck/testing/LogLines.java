package io.voteengine.tck.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log lines of a part of a test, read from the file that SLF4J's simple logger writes. */
public final class LogLines {
  private static final String FILE = "org.slf4j.simpleLogger.logFile";

  private final Path file;
  private final long begin;

  private LogLines(Path file) {
    this.file = file;
    try {
      this.begin = Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins to collect log lines.
   *
   * @return the lines that are logged from now on
   */
  public static LogLines record() {
    String file = System.getProperty(FILE);
    if (file == null) {
      throw new IllegalStateException("Set the system property " + FILE + " to a file");
    }
    return new LogLines(Path.of(file));
  }

  /**
   * The lines of VoteEngine's own loggers, without those of stack traces.
   *
   * @return each with thread, level and logger
   */
  public List<String> own() {
    return all().stream()
        .filter(line -> line.matches(".*\\[.*] [A-Z]+ io\\.voteengine\\..*"))
        .toList();
  }

  /**
   * Every line, including those of stack traces and of other libraries.
   *
   * @return the lines
   */
  public List<String> all() {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(begin);
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
