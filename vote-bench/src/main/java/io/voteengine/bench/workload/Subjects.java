package io.voteengine.bench.workload;

import io.voteengine.bench.load.Skew;

/** The subjects of a comparison. */
public enum Subjects {
  /** The contestants of the Voter benchmark. */
  SIX("6 contestants", 6, Skew.UNIFORM),
  HOT("one hot subject", 1, Skew.UNIFORM),
  TWO_THOUSAND("uniform over 2,000", 2_000, Skew.UNIFORM),
  TEN_THOUSAND("uniform over 10,000", 10_000, Skew.UNIFORM),
  ZIPF("Zipf over 10,000", 10_000, Skew.ZIPF),
  MILLION("uniform over 1,000,000", 1_000_000, Skew.UNIFORM);

  final String text;
  final int count;
  final Skew skew;

  Subjects(String text, int count, Skew skew) {
    this.text = text;
    this.count = count;
    this.skew = skew;
  }
}
