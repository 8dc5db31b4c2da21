package io.voteengine.bench.report;

import java.util.List;

/** Horizontal bars, each with a name, a median, the range of its rounds, and the rounds as dots. */
final class Bars {
  private static final int WIDTH = 720;
  private static final int LEFT = 256;
  private static final int RIGHT = 130;
  private static final int ROW = 34;
  private static final int TOP = 6;

  private Bars() {}

  /**
   * One bar.
   *
   * @param rounds the value of each round
   * @param text what stands behind it
   */
  record Bar(String name, List<Double> rounds, double median, String text) {}

  static String svg(String title, List<Bar> bars) {
    double highest =
        bars.stream().flatMap(bar -> bar.rounds().stream()).mapToDouble(v -> v).max().orElse(1);
    Scale scale = new Scale(0, Math.max(highest, 1e-9), false);
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < bars.size(); i++) {
      svg.append(row(bars.get(i), TOP + i * ROW, scale, i == 0 ? 1 : 4));
    }
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>%n%s</svg>%n"
        .formatted(WIDTH, TOP + bars.size() * ROW, Html.text(title), svg);
  }

  private static String row(Bar bar, int top, Scale scale, int series) {
    double middle = top + ROW / 2.0;
    double end = x(scale, bar.median());
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<text class=\"name end\" x=\"%d\" y=\"%.1f\">%s</text>%n"
            .formatted(LEFT - 8, middle + 4, Html.text(bar.name())));
    svg.append(
        "<rect class=\"bar s%d\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"16\" rx=\"3\"/>%n"
            .formatted(series, LEFT, middle - 8, Math.max(1, end - LEFT)));
    double last = end;
    for (double round : bar.rounds()) {
      last = Math.max(last, x(scale, round));
      svg.append(
          "<circle class=\"round\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s</title></circle>%n"
              .formatted(x(scale, round), middle, Scale.number(round)));
    }
    svg.append(
        "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">%s</text>%n"
            .formatted(last + 8, middle + 4, Html.text(bar.text())));
    return svg.toString();
  }

  private static double x(Scale scale, double value) {
    return LEFT + scale.place(value) * (WIDTH - LEFT - RIGHT);
  }
}
