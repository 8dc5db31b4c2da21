package io.voteengine.result.proof;

import java.util.Iterator;
import java.util.function.LongFunction;

/** The leaves of a result's tree. */
public final class ResultLeaves {
  private ResultLeaves() {}

  /**
   * Returns all leaves: leaf 0, then those of the ballots.
   *
   * @param result the result
   * @param ballots its ballots, sorted
   * @return the leaves in the order of the tree; reads a ballot when it is asked for its leaf
   */
  public static Iterator<byte[]> of(PollResult result, Iterator<Ballot> ballots) {
    return new Iterator<>() {
      private boolean begun;

      @Override
      public boolean hasNext() {
        return !begun || ballots.hasNext();
      }

      @Override
      public byte[] next() {
        if (!begun) {
          begun = true;
          return result.leaf();
        }
        return ballots.next().leaf();
      }
    };
  }

  /**
   * Returns the leaves from a place on, for {@link InclusionProver#prove}.
   *
   * @param result the result
   * @param index the place of the first one
   * @param ballots returns the ballots behind a number of them
   * @return the leaves from that place on
   */
  public static Iterator<byte[]> from(
      PollResult result, long index, LongFunction<Iterator<Ballot>> ballots) {
    if (index == 0) {
      return of(result, ballots.apply(0));
    }
    Iterator<Ballot> rest = ballots.apply(index - 1);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rest.hasNext();
      }

      @Override
      public byte[] next() {
        return rest.next().leaf();
      }
    };
  }
}
