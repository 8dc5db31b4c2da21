package io.voteengine.examples.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text above a progress bar. When the output is piped, or the terminal cannot move its
 * cursor, there are only the lines: no bar and no control characters.
 */
public final class Screen implements AutoCloseable {
  private static final int REDRAWN_MILLIS = 250;

  private final PrintStream out;
  private final @Nullable BarLine line;
  private final @Nullable ProgressBar bar;

  private Screen(PrintStream out, boolean withBar, String task, long end) {
    this.out = out;
    this.line = withBar ? new BarLine(out) : null;
    this.bar =
        line == null
            ? null
            : ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(end)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAWN_MILLIS)
                .setConsumer(line)
                .build();
  }

  /** Starts to show the progress of a task. */
  public static Screen on(PrintStream out, String task, long end) {
    return new Screen(out, Terminal.isWatched(), task, end);
  }

  /** Returns a screen with or without a bar, whatever the output is. */
  public static Screen on(PrintStream out, boolean withBar, String task, long end) {
    return new Screen(out, withBar, task, end);
  }

  /** Shows that the task has come this far. */
  public void at(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** Prints a line above the bar. */
  public void print(String text) {
    if (line != null) {
      line.printAbove(text);
    } else {
      out.println(text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
