package io.voteengine;

/** Null where none is allowed, as hosts without a null checker pass it. */
final class Nulls {
  private Nulls() {}

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T any() {
    return null;
  }

  static String string() {
    return any();
  }
}
