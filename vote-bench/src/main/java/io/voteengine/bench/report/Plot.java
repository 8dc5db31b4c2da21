package io.voteengine.bench.report;

import java.util.List;

/**
 * A plot with two axes, as inline SVG. Series are coloured by the style sheet: s1, s2, …; s0 is a
 * line to compare with.
 */
final class Plot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 280;
  private static final int LEFT = 64;
  private static final int RIGHT = 40;
  private static final int TOP = 30;
  private static final int BOTTOM = 42;

  private final Scale x;
  private final Scale y;
  private final StringBuilder svg = new StringBuilder();

  Plot(Scale x, String xName, Scale y, String yName) {
    this.x = x;
    this.y = y;
    for (double tick : y.ticks()) {
      line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
      label("tick end", LEFT - 6, y(tick) + 4, Scale.number(tick));
    }
    label("axis", 0, 12, yName);
    label("axis end", WIDTH - RIGHT, HEIGHT - 4, xName);
  }

  /** A point with what it says when it is pointed at. */
  record Point(double x, double y, String says) {}

  /** Adds the marks of the horizontal axis where the scale has them. */
  Plot xTicks() {
    x.ticks().forEach(tick -> xTick(tick, Scale.number(tick)));
    return this;
  }

  Plot xTick(double at, String text) {
    line("grid", x(at), HEIGHT - BOTTOM, x(at), HEIGHT - BOTTOM + 4);
    label("tick middle", x(at), HEIGHT - BOTTOM + 17, text);
    return this;
  }

  Plot line(int series, List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.isEmpty() ? "M" : "L").append(at(point));
    }
    svg.append("<path class=\"line s%d\" d=\"%s\"/>%n".formatted(series, path));
    return this;
  }

  Plot dots(int series, List<Point> points) {
    for (Point point : points) {
      svg.append(
          "<circle class=\"dot s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s</title></circle>%n"
              .formatted(series, x(point.x()), y(point.y()), Html.text(point.says())));
    }
    return this;
  }

  /** Adds a vertical line with a text: a moment when something happened. */
  Plot mark(double at, String text, int row) {
    line("mark", x(at), TOP, x(at), HEIGHT - BOTTOM);
    boolean late = x.place(at) > 0.8;
    label(late ? "note end" : "note", x(at) + (late ? -4 : 4), TOP + 10 + 14 * row, text);
    return this;
  }

  private String at(Point point) {
    return "%.1f,%.1f".formatted(x(point.x()), y(point.y()));
  }

  private double x(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n"
            .formatted(kind, x1, y1, x2, y2));
  }

  private void label(String kind, double atX, double atY, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n"
            .formatted(kind, atX, atY, Html.text(text)));
  }

  /** Returns the picture with a title for those who cannot see it. */
  String svg(String title) {
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>%n%s</svg>%n"
        .formatted(WIDTH, HEIGHT, Html.text(title), svg);
  }
}
