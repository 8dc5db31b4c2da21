package io.voteengine.result.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link LengthPrefixed} wrote, and refuses everything else. */
final class LengthPrefixedReader {
  private final ByteBuffer in;

  LengthPrefixedReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  String text() {
    if (in.remaining() < Integer.BYTES) {
      throw new IllegalArgumentException("The bytes end where a length is expected");
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("A field is longer than the bytes that are left");
    }
    ByteBuffer field = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(field).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A field is not UTF-8", e);
    }
  }

  /** Reads a number, which has one way to be written: "07", "+7" and "-0" are refused. */
  long number() {
    String digits = text();
    long number = Long.parseLong(digits);
    if (!Long.toString(number).equals(digits)) {
      throw new IllegalArgumentException("A number is not in its shortest form: " + digits);
    }
    return number;
  }

  /** Reads how many entries follow; {@code least} bytes is the size of the smallest. */
  int count(int least) {
    long count = number();
    if (count < 0 || count > in.remaining() / least) {
      throw new IllegalArgumentException("A list is longer than the bytes that are left");
    }
    return (int) count;
  }

  void end() {
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes follow the last field");
    }
  }
}
