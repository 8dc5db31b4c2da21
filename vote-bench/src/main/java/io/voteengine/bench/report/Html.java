package io.voteengine.bench.report;

import java.util.List;

/** Pieces of a page that is well-formed XML too. */
final class Html {
  private Html() {}

  /** Escapes text. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Returns an element around content that is escaped already. */
  static String element(String name, String kind, String content) {
    String attribute = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    return "<" + name + attribute + ">" + content + "</" + name + ">\n";
  }

  /** Returns the line that says whether the figures above it can be believed. */
  static String correctness(String line, boolean exact) {
    return element("p", exact ? "check" : "check wrong", (exact ? "✓ " : "✗ ") + text(line));
  }

  /** Returns a warning, if there is something to warn of. */
  static String noise(String why) {
    return why.isEmpty() ? "" : element("p", "noise", text("Not a quiet machine: " + why));
  }

  /** Returns a table; the first column names the row, the others hold numbers. */
  static String table(List<String> columns, List<List<String>> rows) {
    StringBuilder head = new StringBuilder();
    columns.forEach(column -> head.append(element("th", "", text(column))));
    StringBuilder body = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder();
      row.forEach(cell -> cells.append(element("td", "", text(cell))));
      body.append(element("tr", "", cells.toString()));
    }
    String all =
        element("thead", "", element("tr", "", head.toString()))
            + element("tbody", "", body.toString());
    return element("div", "wide", element("table", "", all));
  }

  /** Returns swatches with names, in the order of the series. */
  static String legend(String... names) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      items.append(element("li", "s" + (i + 1), text(names[i])));
    }
    return element("ul", "legend", items.toString());
  }
}
