package io.voteengine.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JmhCommandTest {
  private final Path folder;

  JmhCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void argumentsReachJmhAsTheyAre() throws IOException {
    Path file = folder.resolve("jmh.json");
    String arguments =
        "jmh InMemoryCastBenchmark -f 0 -wi 0 -i 2 -r 50ms -t 1 -p subjects=1 -rf json -rff ";
    ToolRun run = ToolRun.of((arguments + file).split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    JsonNode result = new JsonMapper().readTree(Files.readString(file));
    assertThat(result.get(0).path("primaryMetric").path("rawData").get(0)).hasSize(2);
  }

  @Test
  void theListOfBenchmarksIsPrinted() {
    assertThat(ToolRun.of("jmh", "-l").out()).contains("InMemoryCastBenchmark");
  }
}
