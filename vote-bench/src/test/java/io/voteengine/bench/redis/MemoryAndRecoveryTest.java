package io.voteengine.bench.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.result.FaultTimeline;
import io.voteengine.bench.result.ResultFile;
import io.voteengine.bench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAndRecoveryTest {
  private final Path folder;

  MemoryAndRecoveryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private RunResult run(String command) throws IOException {
    Path file = folder.resolve("result.json");
    ToolRun run = ToolRun.of((command + " --output " + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    RunResult result = ResultFile.parse(Files.readString(file));
    assertThat(run.out()).contains(result.tables().get(0).correctness());
    return result;
  }

  @Test
  void memoryOfVotesIsMeasuredAndTheyAreAllThere() throws IOException {
    RunResult result = run("memory --most 500 --fewer 200");
    // Three kinds of ids; 100 subjects with 10 voters each, and 2 with 500.
    assertThat(result.tables().get(0).rows()).hasSize(6);
    assertThat(result.tables().get(0).correctness())
        .isEqualTo(
            "cast 6,000: accepted 6,000, refused 0; in the store's tallies 6,000, differences 0");
  }

  @Test
  void aLossIsRecoveredAndMarked() throws IOException {
    RunResult result =
        run("recovery --rounds 1 --rate 100 --seconds 1 --warm-up 0 --loss FLUSHALL");
    assertThat(result.tables().get(0).correctness()).endsWith("in the stores 0");
    FaultTimeline timeline = result.timelines().get(0);
    assertThat(timeline.marks().stream().map(FaultTimeline.Mark::what))
        .containsExactly("loss begins", "Redis is back", "exact again");
    assertThat(timeline.accepted()).isNotEmpty();
  }
}
