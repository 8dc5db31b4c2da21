package io.voteengine.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.result.GrowthFigures;
import io.voteengine.bench.result.GrowthFigures.Mark;
import io.voteengine.bench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthCommandTest {
  private static final String GROWTH =
      "growth --window 1000 --warm-up 100 --rate 100 --seconds 1 --partitions 4 ";
  private static final String EMBEDDED = " --redis memory --jdbc h2";

  private final Path folder;

  GrowthCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private GrowthFigures run(String more) throws IOException {
    Path file = folder.resolve("growth.json");
    ToolRun run = ToolRun.of((GROWTH + more + " --output " + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    GrowthFigures figures = ResultFile.parse(Files.readString(file)).growths().get(0);
    assertThat(run.out()).contains(figures.correctness().text());
    return figures;
  }

  /** A mark casts up to 1,000 votes to reach it and 1,000 to measure, and some at a rate. */
  @ParameterizedTest
  @CsvSource({"VOTERS, 1000, 1", "SUBJECTS, 1000, 1", "ROWS, 1000, 1", "PARTITIONS, 4, 2"})
  void everyVoteIsCountedAtEverySize(String over, int until, int marks) throws IOException {
    GrowthFigures figures = run("--over " + over + " --until " + until + EMBEDDED);
    assertThat(figures.marks()).hasSize(marks);
    assertThat(figures.marks().get(marks - 1).size()).isEqualTo(until);
    for (Mark mark : figures.marks()) {
      assertThat(mark.durable()).isPositive();
      assertThat(mark.cost().micros().jvm()).isPositive();
      assertThat(mark.accepted().p99()).isPositive();
    }
    assertThat(figures.correctness().exact()).isTrue();
    assertThat(figures.correctness().accepted())
        .isBetween(marks * 2_050L, marks * 2_150L)
        .isEqualTo(figures.correctness().inSql());
  }

  @Test
  void nodesShareTheServersAndTheReportShowsThem() throws IOException {
    GrowthFigures figures = run("--over NODES --until 2");
    assertThat(figures.marks()).extracting(Mark::size).containsExactly(1L, 2L);
    assertThat(figures.marks()).allMatch(mark -> mark.cost().micros().redis() > 0);
    assertThat(figures.correctness().exact()).isTrue();

    Path plots = folder.resolve("plots");
    String report =
        "report --output %s --plots %s %s"
            .formatted(folder.resolve("r.html"), plots, folder.resolve("growth.json"));
    assertThat(ToolRun.of(report.split(" ")).code()).isZero();
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains(figures.title(), figures.correctness().text());
    try (Stream<Path> files = Files.list(plots)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .isEqualTo(
              List.of(
                  "01-processor-time-of-a-vote-over-nodes.svg",
                  "02-time-of-an-accepted-vote-over-nodes.svg"));
    }
  }

  @Test
  void whatCannotGrowIsRefused() {
    ToolRun nodes = ToolRun.of((GROWTH + "--over NODES" + EMBEDDED).split(" "));
    assertThat(nodes.code()).isEqualTo(2);
    assertThat(nodes.err()).contains("--over NODES needs a Redis");
    ToolRun small = ToolRun.of((GROWTH + "--over VOTERS --until 5" + EMBEDDED).split(" "));
    assertThat(small.code()).isEqualTo(2);
    assertThat(small.err()).contains("--until 5 is below");
  }
}
