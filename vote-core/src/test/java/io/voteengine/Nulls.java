package io.voteengine;

/** Provides null where it is not allowed, as hosts without a null checker may pass it. */
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
