package io.voteengine.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.check.Correctness;
import io.voteengine.bench.result.LoadFigures;
import io.voteengine.bench.result.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
  private static final String LOAD =
      "load --rate 300 --seconds 1 --warm-up 1 --subjects 20 --voters 100 --deadline 60"
          + " --partitions 4 ";

  private final Path folder;

  LoadCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private LoadFigures run(String more) throws IOException {
    Path file = folder.resolve("result.json");
    ToolRun run = ToolRun.of((LOAD + more + " --output " + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    LoadFigures figures = ResultFile.parse(Files.readString(file)).loads().get(0);
    assertThat(run.out()).contains(figures.correctness().text());
    return figures;
  }

  @Test
  void durableVotesOnServersAreExact() throws IOException {
    LoadFigures figures = run("--ack durable --skew zipf");
    Correctness found = figures.correctness();
    assertThat(found.sent()).isEqualTo(600);
    assertThat(found.accepted()).isEqualTo(600);
    assertThat(found.inSql()).isPositive().isEqualTo(found.choices());
    assertThat(found.differences()).isZero();
    assertThat(figures.offered()).isEqualTo(300);
    assertThat(figures.answers()).containsEntry("Accepted", 300L);
    assertThat(figures.cost().diskBytes()).isPositive();
    assertThat(figures.cost().logBytes()).isPositive();
    assertThat(figures.cost().micros().sql()).isPositive();
    assertThat(figures.cost().parts()).isNotEmpty();
  }

  @Test
  void theEmbeddedDefaultIsExactAndCountsRefusals() throws IOException {
    LoadFigures figures = run("--redis memory --jdbc h2 --limit 1");
    Correctness found = figures.correctness();
    assertThat(found.sent()).isEqualTo(600);
    assertThat(found.limited()).isPositive();
    assertThat(found.accepted() + found.refused()).isEqualTo(600);
    assertThat(found.exact()).isTrue();
  }

  @Test
  void waitingForTheGeneratorCountsAsWaiting() throws IOException {
    LoadFigures figures = run("--redis memory --jdbc h2");
    assertThat(figures.intended().p50()).isGreaterThanOrEqualTo(figures.service().p50());
    assertThat(figures.intended().max()).isGreaterThanOrEqualTo(figures.service().max());
    assertThat(figures.intended().curve()).isNotEmpty();
  }

  @Test
  void whatIsNotSentIsCountedAsDropped() throws IOException {
    LoadFigures figures = run("--redis memory --jdbc h2 --ack durable --in-flight 1");
    assertThat(figures.dropped()).isPositive();
    long answered = figures.answers().values().stream().mapToLong(n -> n).sum();
    assertThat(answered + figures.dropped()).isEqualTo(figures.offered());
  }
}
