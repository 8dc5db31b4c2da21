package io.voteengine.examples.console;

import java.io.Console;

/** The terminal in which this program was started. */
final class Terminal {
  private Terminal() {}

  /** Returns whether the output goes to a terminal that can move its cursor. */
  @SuppressWarnings("SystemConsoleNull") // See isTerminal.
  static boolean isWatched() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Since Java 22 there is a console even when the output is piped; it says which it is. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJava) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
