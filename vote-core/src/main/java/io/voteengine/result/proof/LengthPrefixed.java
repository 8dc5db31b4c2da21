package io.voteengine.result.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes fields, each as four bytes of length (big-endian) and its bytes. No two lists of fields
 * have the same bytes, so a boundary cannot be moved: ("ab", "c") differs from ("a", "bc").
 */
final class LengthPrefixed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  LengthPrefixed bytes(byte[] field) {
    int length = field.length;
    out.write(length >>> 24);
    out.write(length >>> 16);
    out.write(length >>> 8);
    out.write(length);
    out.write(field, 0, length);
    return this;
  }

  LengthPrefixed text(String field) {
    return bytes(field.getBytes(UTF_8));
  }

  /** Writes a number as ASCII digits without leading zeroes. */
  LengthPrefixed number(long field) {
    return text(Long.toString(field));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
