package io.voteengine.bench.result;

import java.util.List;

/**
 * What happened in each second of a run with a fault.
 *
 * @param accepted votes that were accepted in each second
 * @param correctness what was checked, and found
 */
public record FaultTimeline(
    String title, List<Long> accepted, List<Mark> marks, String correctness) {
  /** A moment, in seconds since the beginning. */
  public record Mark(double second, String what) {}
}
