package io.voteengine.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartTest {
  @Test
  void programShowsEachStepAndLeavesNoFile() throws IOException {
    long before = leftBehind();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Quickstart.main();
    } finally {
      System.setOut(out);
    }
    List<String> lines = printed.toString(UTF_8).lines().toList();
    assertThat(lines.get(0)).isEqualTo("vote:    CREATED, score 1");
    assertThat(lines.get(1)).isEqualTo("retry:   replayed, score still 1");
    assertThat(lines.get(2)).startsWith("refusal: RATE_LIMITED, again in ");
    assertThat(lines)
        .containsSequence(
            "page:    posts/first 1 up, 0 down, ada UP",
            "page:    posts/second 0 up, 1 down, ada DOWN",
            "top:     posts/first")
        .contains("health:  HEALTHY");
    assertThat(lines.get(6)).startsWith("durable: SQL has the vote of 20");
    assertThat(leftBehind()).isEqualTo(before);
  }

  @Test
  void classIsShortEnoughToReadAtOnce() throws IOException {
    Path source = Path.of("src/main/java/io/voteengine/examples/quickstart/Quickstart.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(80);
  }

  private static long leftBehind() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("voteengine-quickstart-"))
          .count();
    }
  }
}
