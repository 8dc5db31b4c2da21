package io.voteengine.examples.replay;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.util.Micros;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The votes of a CSV file with the columns {@code voter,subject,choice,cast_at}. The first line may
 * name them. Identifiers are taken verbatim; {@code cast_at} is in seconds since 1970.
 */
final class BallotFile implements Closeable {
  private static final List<String> COLUMNS = List.of("voter", "subject", "choice", "cast_at");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
  private static final int MICROS = 6;

  private final CsvLines lines;
  private final String poll;
  private final Instant now;
  private boolean begun;

  /**
   * Opens a file.
   *
   * @param file the file
   * @param poll the poll that its votes go to
   * @param now the latest time that a vote may have
   */
  BallotFile(Path file, String poll, Instant now) throws IOException {
    this.lines = new CsvLines(file);
    this.poll = poll;
    this.now = now;
  }

  /** The next vote, or null at the end. After a bad line the one behind it can be asked for. */
  @Nullable Ballot next() throws IOException, BadLine {
    boolean first = !begun;
    begun = true;
    CsvLines.Row row = lines.next();
    if (row != null && first && isHeader(row.fields())) {
      row = lines.next();
    }
    return row == null ? null : ballot(row);
  }

  private static boolean isHeader(List<String> fields) {
    return fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList().equals(COLUMNS);
  }

  private Ballot ballot(CsvLines.Row row) throws BadLine {
    List<String> fields = row.fields();
    if (fields.size() != COLUMNS.size()) {
      throw new BadLine(
          row.line(),
          "has " + fields.size() + " columns, not the 4 of " + String.join(",", COLUMNS));
    }
    try {
      return new Ballot(
          VoterId.of(fields.get(0)),
          SubjectId.of(poll, fields.get(1)),
          choice(fields.get(2)),
          castAt(fields.get(3)));
    } catch (IllegalArgumentException e) {
      throw new BadLine(row.line(), String.valueOf(e.getMessage()));
    }
  }

  private static Choice choice(String text) {
    try {
      return Choice.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("choice is not UP, DOWN or NONE: " + shown(text), e);
    }
  }

  private Instant castAt(String text) {
    if (!SECONDS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "cast_at is not seconds since 1970 with up to 6 decimals: " + shown(text));
    }
    Instant castAt = Micros.toInstant(new BigDecimal(text).movePointRight(MICROS).longValueExact());
    if (castAt.isAfter(now)) {
      throw new IllegalArgumentException("cast_at lies in the future: " + castAt);
    }
    return castAt;
  }

  private static String shown(String text) {
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
