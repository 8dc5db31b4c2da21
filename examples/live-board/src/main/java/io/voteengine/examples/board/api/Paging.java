package io.voteengine.examples.board.api;

import io.voteengine.InvalidInputException;

/** Bounds of pages. */
final class Paging {
  private Paging() {}

  static int size(int size, int most) {
    if (size < 1 || size > most) {
      throw new InvalidInputException("size", "must be from 1 to " + most);
    }
    return size;
  }

  static int page(int page, int most) {
    if (page < 0 || page > most) {
      throw new InvalidInputException("page", "must be from 0 to " + most);
    }
    return page;
  }
}
