package io.voteengine.jdbc.backup.file;

/**
 * The times that a file may name.
 *
 * @param latest the latest one, in microseconds: a vote from the future would make every later one
 *     seem older
 */
record KnownTimes(long latest) {
  void refuseOther(String field, long micros) {
    if (micros < 0 || micros > latest) {
      throw new IllegalArgumentException(
          "its \"%s\" must be from 1970 to the present: %d".formatted(field, micros));
    }
  }
}
