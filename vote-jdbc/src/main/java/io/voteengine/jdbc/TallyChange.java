package io.voteengine.jdbc;

import io.voteengine.Choice;

/** What a batch adds to a subject's tally. */
record TallyChange(long up, long down, long version) {
  static final TallyChange NONE = new TallyChange(0, 0, 0);

  /** With one more event, which moved a voter from one choice to another. */
  TallyChange and(Choice from, Choice to) {
    return new TallyChange(
        up + count(to, Choice.UP) - count(from, Choice.UP),
        down + count(to, Choice.DOWN) - count(from, Choice.DOWN),
        version + 1);
  }

  private static int count(Choice choice, Choice wanted) {
    return choice == wanted ? 1 : 0;
  }
}
