package io.voteengine.bench.report;

import io.voteengine.bench.report.Plot.Point;
import io.voteengine.bench.result.FaultTimeline;
import io.voteengine.bench.result.FigureTable;
import java.util.ArrayList;
import java.util.List;

/** Tables of figures, and timelines with faults. */
final class TablesSection {
  private TablesSection() {}

  static String html(FigureTable table) {
    return Html.element("h3", "", Html.text(table.title()))
        + Html.table(table.columns(), table.rows().stream().map(TablesSection::plain).toList())
        + check(table.correctness());
  }

  /** The texts are Markdown, in which names of commands stand between backticks. */
  private static List<String> plain(List<String> row) {
    return row.stream().map(cell -> cell.replace("`", "")).toList();
  }

  static String html(FaultTimeline timeline) {
    List<Point> points = new ArrayList<>();
    for (long accepted : timeline.accepted()) {
      int second = points.size() + 1;
      points.add(new Point(second, accepted, "second %d: %,d".formatted(second, accepted)));
    }
    double highest = points.stream().mapToDouble(Point::y).max().orElse(1);
    Plot plot =
        new Plot(
                Scale.linear(Math.max(1, points.size())),
                "s",
                Scale.linear(1.3 * highest),
                "votes/s")
            .xTicks()
            .line(1, points)
            .dots(1, points);
    int row = 0;
    for (FaultTimeline.Mark mark : timeline.marks()) {
      plot.mark(mark.second(), "%s, %.1f s".formatted(mark.what(), mark.second()), row++);
    }
    return Html.element("h4", "", Html.text(timeline.title().replace("`", "")))
        + Html.legend("accepted votes/s")
        + plot.svg(timeline.title())
        + check(timeline.correctness());
  }

  /** These lines end in a number for each kind of difference; all must be 0. */
  private static String check(String line) {
    boolean exact =
        line.matches(".*(differences[^,:]*|counted twice) 0") && !line.matches(".*lost [1-9].*");
    return Html.correctness(line, exact);
  }
}
