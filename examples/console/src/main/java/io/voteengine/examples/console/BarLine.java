package io.voteengine.examples.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of a terminal, in which a progress bar is drawn again and again. */
final class BarLine implements ProgressBarConsumer {
  /** Most terminals are at least as wide; a longer bar would wrap and pile up. */
  private static final int WIDTH = 79;

  private static final String CLEARED = "\r" + " ".repeat(WIDTH) + "\r";

  private final PrintStream out;
  private String drawn = "";

  BarLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public synchronized void accept(String bar) {
    drawn = bar;
    out.print("\r" + bar);
    out.flush();
  }

  synchronized void printAbove(String text) {
    out.println(CLEARED + text);
    out.print(drawn);
    out.flush();
  }

  @Override
  public synchronized void close() {
    out.println();
  }
}
