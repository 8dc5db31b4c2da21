package io.voteengine.bench.result;

import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.cost.VoteCost;
import java.util.List;

/**
 * The figures of contestants that took turns.
 *
 * @param workload what they did
 * @param ours the name of the contestant that the ratios are of
 */
public record CompareFigures(String workload, String ours, List<Contestant> contestants) {

  /** Returns whether every round of every contestant recorded what it answered. */
  public boolean exact() {
    return contestants.stream()
        .flatMap(contestant -> contestant.rounds().stream())
        .allMatch(round -> round.correctness().exact());
  }

  /**
   * A contestant with its rounds.
   *
   * @param ratios how many times as many durable votes ours made in the same round
   * @param acceptedRatios the same of accepted votes
   */
  public record Contestant(
      String name, List<Round> rounds, List<Double> ratios, List<Double> acceptedRatios) {}

  /**
   * A round.
   *
   * @param accepted votes per second that were answered as accepted, or refused where refusals are
   *     the work
   * @param durable votes per second until SQL had them all
   */
  public record Round(double accepted, double durable, VoteCost cost, Correctness correctness) {}
}
