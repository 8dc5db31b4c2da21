package io.voteengine.bench.result;

import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.cost.VoteCost;
import java.util.List;

/**
 * What a vote costs as something grows.
 *
 * @param title what was measured
 * @param grows what grows, in the plural
 */
public record GrowthFigures(String title, String grows, List<Mark> marks, Correctness correctness) {
  /**
   * The figures at one size.
   *
   * @param size how much there was of what grows, when this was measured
   * @param durable votes/s until SQL had them, as many under way as the engine takes
   * @param accepted times of accepted votes at a constant rate
   * @param redisBytes all memory of Redis; 0 without one
   */
  public record Mark(long size, double durable, VoteCost cost, Latency accepted, long redisBytes) {}
}
