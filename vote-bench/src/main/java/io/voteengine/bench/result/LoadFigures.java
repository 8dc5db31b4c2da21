package io.voteengine.bench.result;

import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.cost.VoteCost;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run at a constant rate.
 *
 * @param rate votes per second that were offered
 * @param seconds how long
 * @param offered how many votes were due
 * @param dropped how many of them were not sent, because too many were under way
 * @param answers how many were answered in which way
 * @param achieved accepted votes per second, until the last answer
 * @param intended times from when each vote was due
 * @param service times from when each vote was sent
 * @param timeline what happened in each second
 * @param drainSeconds how long the ledger took to catch up after the last answer
 */
public record LoadFigures(
    String title,
    int rate,
    int seconds,
    long offered,
    long dropped,
    Map<String, Long> answers,
    double achieved,
    Latency intended,
    Latency service,
    List<Second> timeline,
    double drainSeconds,
    VoteCost cost,
    Correctness correctness) {

  /**
   * One second.
   *
   * @param accepted how many votes were answered as accepted in it
   * @param other how many were answered otherwise
   * @param waiting votes at its end that are accepted and that the ledger lacks
   * @param p50 median of the times from when a vote was due, in milliseconds
   */
  public record Second(
      int second, long accepted, long other, long waiting, double p50, double p99, double max) {}

  /** Returns the accepted votes of the last fifth of the time, as a share of the first fifth. */
  double sustained() {
    int fifth = timeline.size() / 5;
    double first = timeline.stream().limit(fifth).mapToLong(Second::accepted).sum();
    double last = timeline.stream().skip(timeline.size() - fifth).mapToLong(Second::accepted).sum();
    return first == 0 ? Double.NaN : last / first;
  }

  /** Returns a sentence on whether the rate was sustained, for a run that was long enough. */
  public String sustainedText() {
    double share = sustained();
    return Double.isNaN(share)
        ? ""
        : "The last fifth of the time had %.2f of the votes of the first. ".formatted(share);
  }

  /** Returns the most votes that waited for the ledger at the end of a second. */
  public long mostWaiting() {
    return timeline.stream().mapToLong(Second::waiting).max().orElse(0);
  }
}
