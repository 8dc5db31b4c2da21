package io.voteengine.ranking;

import io.voteengine.Tally;
import java.time.Duration;
import java.time.Instant;

/**
 * Well-known formulas that give each subject a number; the highest comes first. The simplest
 * ranking needs no formula: {@link Tally#score()}.
 *
 * <p>All are pure functions, defined for every tally without negative counts, and never NaN or
 * infinite.
 */
public final class RankingFormulas {
  /** The two-sided quantile of the standard normal distribution for a confidence of 95 %. */
  private static final double Z_95 = 1.96;

  private static final Instant REDDIT_EPOCH = Instant.ofEpochSecond(1_134_028_003L);
  private static final double REDDIT_SECONDS_PER_TENFOLD = 45_000;
  private static final double HACKER_NEWS_GRAVITY = 1.8;

  private RankingFormulas() {}

  /**
   * Returns the lower bound of a subject's share of up votes, with a confidence of 95 %: {@link
   * #wilson(Tally, double)} with z = 1.96.
   *
   * @param tally counts of the subject
   * @return from 0 (no votes, or no vote up) to 1
   * @throws IllegalArgumentException when a count is negative
   */
  public static double wilson(Tally tally) {
    return wilson(tally, Z_95);
  }

  /**
   * Returns the lower bound of the Wilson score interval for the share of up votes. It ranks 90 of
   * 100 above 3 of 3, because three votes prove little. Sources: E. B. Wilson, <a
   * href="https://doi.org/10.1080/01621459.1927.10502953">Probable inference, the law of
   * succession, and statistical inference</a> (1927); E. Miller, <a
   * href="https://www.evanmiller.org/how-not-to-sort-by-average-rating.html">How not to sort by
   * average rating</a> (2009).
   *
   * @param tally counts of the subject
   * @param z two-sided quantile of the standard normal distribution for the wanted confidence, more
   *     than zero: 1.2816 for 80 %, 1.6449 for 90 %, 1.96 for 95 %, 2.5758 for 99 %
   * @return from 0 (no votes, or no vote up) to 1
   * @throws IllegalArgumentException when a count is negative or z is out of range
   */
  public static double wilson(Tally tally, double z) {
    if (!(z > 0 && z <= 100)) {
      throw new IllegalArgumentException("z must be more than 0 and at most 100: " + z);
    }
    double up = up(tally);
    double down = down(tally);
    double n = up + down;
    if (n == 0) {
      return 0;
    }
    double centre = up + z * z / 2;
    double margin = z * Math.sqrt(up / n * down + z * z / 4);
    // (centre - margin) / (n + z²) with the difference expanded, so that nothing cancels out.
    return up / n * (up / (centre + margin));
  }

  /**
   * Returns Reddit's "hot" value: ten times the score is worth as much as 12.5 hours (45,000 s) of
   * age. The value does not change as time passes, so it can be stored and indexed. Source: {@code
   * _hot} in <a
   * href="https://github.com/reddit-archive/reddit/blob/master/r2/r2/lib/db/_sorts.pyx">reddit's
   * {@code _sorts.pyx}</a>, without its rounding to 7 decimals.
   *
   * @param tally counts of the subject
   * @param postedAt when the subject was posted
   * @return any number; 0 for a score of 0 at 2005-12-08T07:46:43Z
   * @throws IllegalArgumentException when a count is negative
   */
  public static double hot(Tally tally, Instant postedAt) {
    double score = score(tally);
    double order = Math.signum(score) * Math.log10(Math.max(Math.abs(score), 1));
    return order + seconds(REDDIT_EPOCH, postedAt) / REDDIT_SECONDS_PER_TENFOLD;
  }

  /**
   * Returns how much a subject divides its voters: the value is high for many votes that are evenly
   * split. Source: {@code controversy} in <a
   * href="https://github.com/reddit-archive/reddit/blob/master/r2/r2/lib/db/_sorts.pyx">reddit's
   * {@code _sorts.pyx}</a>: (up + down)<sup>min/max</sup>.
   *
   * @param tally counts of the subject
   * @return 0 when all agree or there are no votes, otherwise from 1 to the number of votes
   * @throws IllegalArgumentException when a count is negative
   */
  public static double controversy(Tally tally) {
    double up = up(tally);
    double down = down(tally);
    if (up == 0 || down == 0) {
      return 0;
    }
    return Math.pow(up + down, Math.min(up, down) / Math.max(up, down));
  }

  /**
   * Returns the value of Hacker News' front page: (score - 1) / (hours + 2)<sup>1.8</sup>. The 1 is
   * the submitter's own vote. Source: {@code frontpage-rank} in news.arc, as explained in A.
   * Salihefendic, <a href="http://amix.dk/blog/post/19574">How Hacker News ranking algorithm
   * works</a>, without its penalties.
   *
   * <p>Below a score of 1 the published formula lets a subject rise as it ages. Here the numerator
   * is then multiplied by the power instead of divided, so that old subjects always sink.
   *
   * @param tally counts of the subject
   * @param postedAt when the subject was posted; a time after {@code now} counts as {@code now}
   * @param now the moment for which to rank
   * @return any number; 0 for a score of 1
   * @throws IllegalArgumentException when a count is negative
   */
  public static double hackerNews(Tally tally, Instant postedAt, Instant now) {
    double points = score(tally) - 1;
    double hours = Math.max(seconds(postedAt, now), 0) / 3600;
    double age = Math.pow(hours + 2, HACKER_NEWS_GRAVITY);
    return points < 0 ? points * age : points / age;
  }

  private static double seconds(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.getSeconds() + between.getNano() / 1e9;
  }

  private static long score(Tally tally) {
    return up(tally) - down(tally);
  }

  private static long up(Tally tally) {
    return notNegative("up", tally.up());
  }

  private static long down(Tally tally) {
    return notNegative("down", tally.down());
  }

  private static long notNegative(String field, long count) {
    if (count < 0) {
      throw new IllegalArgumentException(field + " must not be negative: " + count);
    }
    return count;
  }
}
