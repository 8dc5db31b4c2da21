package io.voteengine.jdbc.backup.file;

import io.voteengine.backup.BackupException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The lines of a poll's file, each a JSON object, and their numbers for error messages. */
final class BackupFileLines {
  /** Much more than a line with the longest ids and each character escaped. */
  private static final int LONGEST_LINE = 16_384;

  private final InputStream in;
  private long line;

  BackupFileLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * Reads the next line.
   *
   * @param expected what should be there, for the message when the file has ended
   */
  JsonFields read(String expected) throws IOException {
    line++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (bytes.size() == LONGEST_LINE) {
        throw damaged("it is longer than any line of such a file", null);
      }
      bytes.write(next);
      next = in.read();
    }
    if (bytes.size() == 0 && next < 0) {
      throw damaged("there is nothing, where there should be " + expected, null);
    }
    try {
      return new JsonFields(BackupFormat.JSON.readTree(bytes.toByteArray()));
    } catch (JacksonException e) {
      throw damaged("it is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  /** Returns whether something follows, which is then what {@link #damaged} is about. */
  boolean more() throws IOException {
    if (in.read() < 0) {
      return false;
    }
    line++;
    return true;
  }

  BackupException damaged(@Nullable String why, @Nullable Exception cause) {
    return new BackupException(
        "The file cannot be imported, and nothing of it is kept. Line %d: %s.".formatted(line, why),
        cause);
  }
}
