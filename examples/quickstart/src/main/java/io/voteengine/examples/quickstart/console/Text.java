package io.voteengine.examples.quickstart.console;

import java.util.Locale;

/** Text for people, the same wherever they live. */
public final class Text {
  private Text() {}

  public static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** What a failure says, in one line, whatever text of the outside world it repeats. */
  public static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
