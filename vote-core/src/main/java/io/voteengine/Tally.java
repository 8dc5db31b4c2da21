package io.voteengine;

/**
 * The counts of one subject at one moment.
 *
 * <p>Every change of a subject raises its version, by one or by more; a partition that had to
 * recover raises the epoch. Of two tallies of a subject the one with the higher (epoch, version) is
 * the newer.
 *
 * @param up number of voters whose choice is {@link Choice#UP}
 * @param down number of voters whose choice is {@link Choice#DOWN}
 * @param epoch epoch of the subject's partition when the counts were read
 * @param version rises with each change of the subject; below 2^53
 */
public record Tally(long up, long down, long epoch, long version) {
  /**
   * The score.
   *
   * @return up minus down
   */
  public long score() {
    return up - down;
  }

  /**
   * The number of voters that hold a choice.
   *
   * @return up plus down
   */
  public long total() {
    return up + down;
  }

  /**
   * Whether these counts came after the others. Meaningful for tallies of one subject only.
   *
   * @param other another tally of the same subject
   * @return true when (epoch, version) is higher
   */
  public boolean isNewerThan(Tally other) {
    return epoch != other.epoch ? epoch > other.epoch : version > other.version;
  }
}
