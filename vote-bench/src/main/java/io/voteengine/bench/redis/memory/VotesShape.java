package io.voteengine.bench.redis.memory;

/** A number of subjects with a number of voters each. */
record VotesShape(int subjects, int voters) {
  /** Returns a shape with a fraction of the subjects, one at least. */
  VotesShape fewer(int divisor) {
    return new VotesShape(Math.max(1, subjects / divisor), voters);
  }

  int votes() {
    return subjects * voters;
  }

  int subject(int vote) {
    return vote % subjects;
  }

  /** Returns a voter, out of as many people as there are voters and at least 10,000. */
  int voter(int vote) {
    int nth = vote / subjects;
    int people = Math.max(voters, 10_000);
    return (int) (((long) subject(vote) * voters + nth) % people);
  }
}
