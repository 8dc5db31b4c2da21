package io.voteengine.examples.quickstart.console;

import java.io.Console;

/** What this program is started from. */
final class Terminal {
  private Terminal() {}

  /** Whether the output goes to a terminal that can move its cursor. */
  @SuppressWarnings("SystemConsoleNull") // See isTerminal.
  static boolean isWatched() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Since Java 22 there is a console also where the output is piped, and it can be asked. */
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
