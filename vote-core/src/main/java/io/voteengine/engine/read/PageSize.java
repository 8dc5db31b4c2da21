package io.voteengine.engine.read;

import io.voteengine.InvalidInputException;

/** Checks how many rows a host asks for at a time. */
public final class PageSize {
  private static final int MOST = 10_000;

  private PageSize() {}

  public static int check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInputException("limit", "must be from 1 to " + MOST);
    }
    return limit;
  }
}
