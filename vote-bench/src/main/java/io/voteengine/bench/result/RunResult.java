package io.voteengine.bench.result;

import java.util.List;
import java.util.Objects;

/**
 * What a command writes.
 *
 * @param kind the command
 * @param settings its options, as it understood them
 */
public record RunResult(
    String kind,
    String settings,
    Environment environment,
    List<LoadFigures> loads,
    List<CompareFigures> comparisons,
    List<FigureTable> tables,
    List<FaultTimeline> timelines,
    List<GrowthFigures> growths) {

  /** Files that were written before there was growth lack it. */
  public RunResult {
    growths = Objects.requireNonNullElse(growths, List.of());
  }

  public static RunResult of(String settings, Environment environment, LoadFigures load) {
    return new RunResult(
        "load", settings, environment, List.of(load), List.of(), List.of(), List.of(), List.of());
  }

  public static RunResult of(
      String settings, Environment environment, List<CompareFigures> comparisons) {
    return new RunResult(
        "compare", settings, environment, List.of(), comparisons, List.of(), List.of(), List.of());
  }

  public static RunResult of(
      String kind,
      String settings,
      Environment environment,
      FigureTable table,
      List<FaultTimeline> timelines) {
    return new RunResult(
        kind, settings, environment, List.of(), List.of(), List.of(table), timelines, List.of());
  }

  public static RunResult of(String settings, Environment environment, GrowthFigures growth) {
    return new RunResult(
        "growth",
        settings,
        environment,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(growth));
  }
}
