package io.voteengine.live;

import io.voteengine.InvalidInputException;
import io.voteengine.Tally;

/**
 * The place of a tally in the order of all tallies of its subject. A subscriber names the newest
 * that it has, and never receives that one or an older one.
 *
 * @param epoch see {@link Tally#epoch}, 0 or more
 * @param version see {@link Tally#version}, 0 or more
 */
public record KnownVersion(long epoch, long version) implements Comparable<KnownVersion> {
  /**
   * Checks both numbers.
   *
   * @throws InvalidInputException when one is negative
   */
  public KnownVersion {
    if (epoch < 0 || version < 0) {
      throw new InvalidInputException("version", "must not be negative");
    }
  }

  /**
   * Returns the version of a tally.
   *
   * @param tally the tally
   * @return its epoch and version
   */
  public static KnownVersion of(Tally tally) {
    return new KnownVersion(tally.epoch(), tally.version());
  }

  /** Orders by epoch, then by version: what is greater is newer. */
  @Override
  public int compareTo(KnownVersion other) {
    return epoch != other.epoch
        ? Long.compare(epoch, other.epoch)
        : Long.compare(version, other.version);
  }
}
