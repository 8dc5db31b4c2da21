package io.voteengine.examples.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.SubjectId;
import io.voteengine.examples.console.Program;
import io.voteengine.query.AuditReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchDayTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path directory;

  LaunchDayTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void dayEndsWithAnAgreeingRecountAndItsCode() {
    int exitCode = run("--votes=20000", "--seconds=60", "--ledger=" + directory.resolve("v"));
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(exitCode).isZero();
    String printed = out.toString(UTF_8);
    assertThat(printed)
        .contains("20,000 clicks answered", "Top 3", "  1. product-", "  3. product-")
        .contains("All three agree, on each of ")
        .contains("engine.cast(VoterId.of(\"ada\")")
        .containsPattern("taken back\n  no effect  [1-9].* double clicks, [1-9].* retries")
        .containsPattern("refused    [1-9][0-9,]* by the limiter, 0 otherwise");
    assertThat(printed.codePoints().filter(c -> c != '\n' && (c < ' ' || c > '~'))).isEmpty();
    assertThat(directory.resolve("v.mv.db")).exists();
  }

  private int run(String... args) {
    return Program.run(
        new LaunchCommand(new PrintStream(out, true, UTF_8)),
        new PrintStream(err, true, UTF_8),
        args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--votes=0", "--threads=-1", "--products=x", "--seed=", "--nosuch"})
  void wrongOptionsAreRefused(String option) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("launch-day: ")
        .contains(option.split("=")[0]);
  }

  @Test
  void linesShownAreThoseThatRun() {
    assertThat(HowItReads.vote(directory.resolve("votes")))
        .singleElement()
        .satisfies(view -> assertThat(view.tally().score()).isEqualTo(1));
    assertThat(HowItReads.lines()).hasSizeBetween(10, 20).first().asString().contains("try (");
  }

  @Test
  void sameSeedMakesTheSameCrowd() {
    assertThat(looks(new Crowd("p", 50, 100, 3), 3))
        .isEqualTo(looks(new Crowd("p", 50, 100, 3), 3));
    assertThat(looks(new Crowd("p", 50, 100, 3), 3))
        .isNotEqualTo(looks(new Crowd("p", 50, 100, 4), 3));
  }

  @Test
  void fewRanksDrawMostOfTheCrowd() {
    Zipf zipf = new Zipf(300);
    Random random = new Random(1);
    int[] drawn = new int[300];
    for (int i = 0; i < 100_000; i++) {
      drawn[zipf.next(random)]++;
    }
    // Harmonic number H(300) = 6.2827; the first rank's share is its inverse, the second's half.
    assertThat(drawn[0] / 100_000.0).isBetween(0.154, 0.164);
    assertThat(drawn[1] / 100_000.0).isBetween(0.075, 0.084);
    assertThat(drawn[299]).isPositive();
  }

  @Test
  void recountThatDisagreesSaysSo() {
    AuditReport.Counts counts = new AuditReport.Counts(2, 1);
    AuditReport report =
        new AuditReport(
            "p",
            1,
            counts,
            counts,
            new AuditReport.Counts(1, 1),
            List.of(SubjectId.of("p", "rocket")));
    assertThat(new Recount(report).print(new PrintStream(out, true, UTF_8))).isFalse();
    assertThat(out.toString(UTF_8)).contains("DO NOT AGREE", "p/rocket");
  }

  @Test
  void temporaryLedgerGoesWithTheSession() throws Exception {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    long before = leftBehind(temp);
    assertThat(run("--votes=500")).isZero();
    assertThat(leftBehind(temp)).isEqualTo(before);
  }

  private static long leftBehind(Path temp) throws java.io.IOException {
    try (var files = Files.list(temp)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("voteengine-example-"))
          .count();
    }
  }

  private static List<SubjectId> looks(Crowd crowd, long seed) {
    Random random = new Random(seed);
    return random.doubles(100).mapToObj(gone -> crowd.product(random, gone)).toList();
  }
}
