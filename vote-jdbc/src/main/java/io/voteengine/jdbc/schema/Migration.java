package io.voteengine.jdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.jdbc.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the schema, as shipped. A script records itself in {@code vote_schema_history}, so
 * any tool may run it.
 */
public record Migration(int version, String file, String sql) {
  /** All steps, in order; the last is the version of this library. */
  private static final List<String> FILES = List.of("V001__ledger.sql");

  private static final Pattern CREATED =
      Pattern.compile("^CREATE TABLE (?:IF NOT EXISTS )?(\\w+)", Pattern.MULTILINE);

  public static List<Migration> shipped(Dialect dialect) {
    return FILES.stream().map(file -> load(dialect, file)).toList();
  }

  private static Migration load(Dialect dialect, String file) {
    String path = "/io/voteengine/jdbc/" + dialect.folder() + "/" + file;
    try (InputStream script = Migration.class.getResourceAsStream(path)) {
      if (script == null) {
        throw new IllegalStateException("vote-jdbc was packaged without its resource " + path);
      }
      int version = Integer.parseInt(file.substring(1, file.indexOf('_')));
      return new Migration(
          version, dialect.folder() + "/" + file, new String(script.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " of vote-jdbc", e);
    }
  }

  /** Returns the names of the tables that the script creates. */
  Set<String> tables() {
    Set<String> names = new TreeSet<>();
    for (Matcher created = CREATED.matcher(sql); created.find(); ) {
      names.add(created.group(1));
    }
    return names;
  }

  /** Returns the SHA-256 of the script, the same for any line ends. */
  public String checksum() {
    try {
      byte[] text = sql.replace("\r\n", "\n").getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
