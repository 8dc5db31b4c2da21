package io.voteengine.bench.workload;

/** What the measured votes do. */
public enum Votes {
  /** Each is the first of its voter. */
  NEW("new votes"),
  /** Each changes the choice of a voter who voted before. */
  CHANGES("changes"),
  /** Voters who voted before retract their vote and cast it again, in turns. */
  RETRACTIONS("retractions and votes again, in turns"),
  /** Each is refused by the limit: its voter voted less than an hour ago. */
  REFUSALS("refusals by the limit");

  final String text;

  Votes(String text) {
    this.text = text;
  }
}
