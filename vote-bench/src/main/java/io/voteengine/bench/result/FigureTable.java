package io.voteengine.bench.result;

import java.util.List;

/**
 * A table of figures.
 *
 * @param correctness what was checked, and found
 */
public record FigureTable(
    String title, List<String> columns, List<List<String>> rows, String correctness) {
  /** Returns the table in Markdown. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("| %s |%n".formatted(String.join(" | ", columns)));
    text.append("|").append("---|".repeat(columns.size())).append(System.lineSeparator());
    rows.forEach(row -> text.append("| %s |%n".formatted(String.join(" | ", row))));
    return text + correctness;
  }
}
