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
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @Test
  void programShowsEachStepAndSaysWhereItsFileIs(@TempDir Path directory) throws IOException {
    List<String> lines = run(directory.toString());
    assertThat(lines.get(0)).isEqualTo("vote:    CREATED, score 1");
    assertThat(lines.get(1)).isEqualTo("retry:   replayed, score still 1");
    assertThat(lines.get(2)).startsWith("refusal: RATE_LIMITED, again in ");
    assertThat(lines.subList(3, 6))
        .containsExactly(
            "page:    posts/first 1 up, 0 down, ada UP",
            "page:    posts/second 0 up, 1 down, ada DOWN",
            "top:     posts/first");
    assertThat(lines.get(6)).startsWith("durable: SQL has the vote of 20");
    assertThat(lines.get(7)).isEqualTo("health:  HEALTHY");
    Path file = directory.resolve("votes.mv.db");
    assertThat(lines.get(8)).isEqualTo("closed:  the votes stay in " + file);
    assertThat(file).exists();
    assertThat(lines).hasSize(9);
  }

  @Test
  void classIsShortEnoughToReadAtOnce() throws IOException {
    Path source = Path.of("src/main/java/io/voteengine/examples/quickstart/Quickstart.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(80);
  }

  private static List<String> run(String... args) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Quickstart.main(args);
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8).lines().toList();
  }
}
