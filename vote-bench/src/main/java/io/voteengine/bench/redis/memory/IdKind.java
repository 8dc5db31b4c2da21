package io.voteengine.bench.redis.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

/** The kinds of voter ids. */
enum IdKind {
  DIGITS_8("8 digits") {
    @Override
    String id(int number) {
      return Integer.toString(10_000_000 + scattered(number));
    }
  },
  CHARS_9("9 characters") {
    @Override
    String id(int number) {
      return "u%08d".formatted(scattered(number));
    }
  },
  UUIDS("UUID") {
    @Override
    String id(int number) {
      return UUID.nameUUIDFromBytes(DIGITS_8.id(number).getBytes(US_ASCII)).toString();
    }
  };

  final String text;

  IdKind(String text) {
    this.text = text;
  }

  abstract String id(int number);

  /** Returns a number below 90 million, a different one for each argument. */
  private static int scattered(int number) {
    return (int) (number * 48_271L % 89_999_999);
  }
}
