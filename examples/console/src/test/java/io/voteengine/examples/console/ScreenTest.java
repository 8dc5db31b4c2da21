package io.voteengine.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void linesStandWholeAboveTheBar() {
    try (Screen screen = Screen.on(out, true, "votes", 100)) {
      for (int i = 1; i <= 5; i++) {
        screen.at(i * 20L);
        screen.print("line " + i);
      }
    }
    List<String> seen = asSeen(bytes.toString(StandardCharsets.UTF_8));
    assertThat(seen).startsWith("line 1", "line 2", "line 3", "line 4", "line 5");
    assertThat(seen.get(5)).startsWith("votes 100% [").contains("100/100");
    assertThat(seen).hasSize(6);
  }

  @Test
  void withoutATerminalThereAreOnlyTheLines() {
    try (Screen screen = Screen.on(out, false, "votes", 100)) {
      screen.at(50);
      screen.print("half");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("half" + System.lineSeparator());
  }

  /** What a terminal shows: a carriage return overwrites the line, character by character. */
  private static List<String> asSeen(String printed) {
    List<String> seen = new ArrayList<>();
    for (String line : printed.split("\n")) {
      StringBuilder shown = new StringBuilder();
      for (String part : line.split("\r")) {
        shown.replace(0, Math.min(part.length(), shown.length()), part);
      }
      seen.add(shown.toString().stripTrailing());
    }
    return seen;
  }
}
