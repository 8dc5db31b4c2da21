package io.voteengine.examples.quickstart;

import java.util.Locale;

/** Text for people, the same wherever they live. */
final class Text {
  private Text() {}

  static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** What a failure says, in one line, whatever text of the outside world it repeats. */
  static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
