package io.voteengine;

/**
 * The counts of one subject at one moment.
 *
 * <p>Every change of a subject raises its version, by one or more. The recovery of a partition
 * raises the epoch. A tally with a higher (epoch, version) is newer than another tally of the same
 * subject.
 *
 * @param up number of voters whose choice is {@link Choice#UP}
 * @param down number of voters whose choice is {@link Choice#DOWN}
 * @param epoch epoch of the subject's partition when the counts were read
 * @param version rises with each change of the subject; below 2^53
 */
public record Tally(long up, long down, long epoch, long version) {
  /**
   * Stands for counts that a poll's {@link io.voteengine.poll.Visibility} hides from the reader:
   * all its numbers are 0. Real counts are of epoch 1 or later.
   */
  public static final Tally HIDDEN = new Tally(0, 0, 0, 0);

  /**
   * Returns whether the counts are hidden from the reader. A page shows no number then.
   *
   * @return true for {@link #HIDDEN} only
   */
  public boolean isHidden() {
    return equals(HIDDEN);
  }

  /**
   * Returns the score.
   *
   * @return up minus down
   */
  public long score() {
    return up - down;
  }

  /**
   * Returns the number of voters who have a choice.
   *
   * @return up plus down
   */
  public long total() {
    return up + down;
  }

  /**
   * Returns whether these counts are newer than the others. Compare tallies of the same subject
   * only.
   *
   * @param other another tally of the same subject
   * @return true when this tally's (epoch, version) is higher
   */
  public boolean isNewerThan(Tally other) {
    return epoch != other.epoch ? epoch > other.epoch : version > other.version;
  }
}
