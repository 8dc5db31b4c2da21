package io.voteengine.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.result.CompareFigures.Contestant;
import io.voteengine.bench.result.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the program pgbench, which comes with Debian's postgresql. */
@Tag("servers")
class PgbenchTest {
  private final Path folder;

  PgbenchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyTransactionOfAScriptIsInTheTables() throws Exception {
    Path file = folder.resolve("result.json");
    String command =
        "compare --rounds 1 --seconds 1 --warm-up 0 --ours ROW_LOCK"
            + " --with PGBENCH_ROW_LOCK,PGBENCH_VOTER --subjects SIX,ZIPF --output ";
    ToolRun run = ToolRun.of((command + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    ResultFile.parse(Files.readString(file)).comparisons().stream()
        .flatMap(figures -> figures.contestants().stream())
        .map(Contestant::rounds)
        .forEach(
            rounds -> {
              assertThat(rounds.get(0).correctness().exact()).isTrue();
              assertThat(rounds.get(0).correctness().accepted()).isPositive();
            });
  }
}
