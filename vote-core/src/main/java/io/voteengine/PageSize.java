package io.voteengine;

/** How many rows a host may ask for at a time. */
final class PageSize {
  private static final int MOST = 10_000;

  private PageSize() {}

  static int check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST + ": " + limit);
    }
    return limit;
  }
}
