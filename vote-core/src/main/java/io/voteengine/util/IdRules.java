package io.voteengine.util;

import io.voteengine.InvalidInputException;
import java.util.Locale;
import java.util.Objects;

/**
 * The rules for every identifier, which are checked here and nowhere else. PostgreSQL cannot store
 * NUL, and a lone surrogate is stored as {@code ?}, which would merge two voters into one.
 */
public final class IdRules {
  static final int MAX_BYTES = 128;

  private IdRules() {}

  /**
   * Checks an identifier.
   *
   * @param field the name of the field, for the message
   * @param id the identifier
   * @return the same identifier
   * @throws InvalidInputException when it breaks a rule
   */
  public static String check(String field, String id) {
    Objects.requireNonNull(id, field);
    int bytes = 0;
    for (int i = 0; i < id.length(); ) {
      int c = id.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw new InvalidInputException(field, "has a lone surrogate at index " + i);
      }
      if (Character.getType(c) == Character.CONTROL) {
        throw new InvalidInputException(
            field,
            String.format(Locale.ROOT, "has the control character U+%04X at index %d", c, i));
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES) {
        throw new InvalidInputException(field, "is longer than " + MAX_BYTES + " UTF-8 bytes");
      }
      i += Character.charCount(c);
    }
    if (bytes == 0) {
      throw new InvalidInputException(field, "is empty");
    }
    return id;
  }
}
