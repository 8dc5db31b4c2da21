package io.voteengine.examples.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180, UTF-8), with the numbers of the lines on which they begin.
 * Damage stays local: a quote that is never closed, or bytes that are no text, spoil one line and
 * not the file.
 */
final class CsvLines implements Closeable {
  /** A record of the file. */
  record Row(long line, List<String> fields) {}

  /** The most lines of a quoted field; none of our fields has a reason for more than one. */
  private static final int MOST_LINES = 16;

  /** The byte order mark of UTF-8, byte by byte. */
  private static final String MARK = "\u00EF\u00BB\u00BF";

  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().allowUnclosedQuote(false);

  private final BufferedReader in;
  private final Deque<String> putBack = new ArrayDeque<>();
  private long line;

  CsvLines(Path file) throws IOException {
    // One char is one byte, so that each line can be decoded, and refused, separately.
    in = Files.newBufferedReader(file, ISO_8859_1);
  }

  /** The next record that is not empty, or null at the end. */
  @Nullable Row next() throws IOException, BadLine {
    String raw = nextLine();
    while (raw != null && raw.isEmpty()) {
      raw = nextLine();
    }
    return raw == null ? null : row(raw);
  }

  private Row row(String first) throws IOException, BadLine {
    long start = line;
    Deque<String> more = new ArrayDeque<>();
    try {
      String raw = first;
      while (endsInQuotes(raw)) {
        String next = more.size() < MOST_LINES ? nextLine() : null;
        if (next == null) {
          throw new BadLine(start, "a quoted field does not end");
        }
        more.add(next);
        raw += "\n" + next;
      }
      return new Row(start, fields(raw, start));
    } catch (BadLine e) {
      more.descendingIterator().forEachRemaining(putBack::addFirst);
      line = start;
      throw e;
    }
  }

  private static List<String> fields(String raw, long start) throws BadLine {
    try {
      return CSV.ofSingleCsvRecord(decoded(raw)).getFields();
    } catch (CharacterCodingException e) {
      throw new BadLine(start, "is not UTF-8");
    } catch (CsvParseException e) {
      throw new BadLine(start, "text follows a closing quote");
    }
  }

  private @Nullable String nextLine() throws IOException {
    String raw = putBack.isEmpty() ? in.readLine() : putBack.removeFirst();
    if (raw == null) {
      return null;
    }
    line++;
    return line == 1 && raw.startsWith(MARK) ? raw.substring(MARK.length()) : raw;
  }

  private static String decoded(String raw) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.getBytes(ISO_8859_1))).toString();
  }

  private static boolean endsInQuotes(String text) {
    boolean quoted = false;
    boolean fieldBegins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (quoted || fieldBegins)) {
        if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i++;
        } else {
          quoted = !quoted;
        }
      }
      fieldBegins = c == ',' && !quoted;
    }
    return quoted;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
