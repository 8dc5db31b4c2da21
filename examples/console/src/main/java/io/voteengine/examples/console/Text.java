package io.voteengine.examples.console;

import java.util.Locale;

/** Text for people, the same in every locale. */
public final class Text {
  private Text() {}

  public static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Returns a failure's message in one line, whatever outside text it repeats. */
  public static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
