package io.voteengine.redis.nodes;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.redis.faults.FaultySite;
import io.voteengine.tck.testing.LogLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Outages of real servers under load, measured in lines of the log. */
@Tag("chaos")
class LogVolumeTest {
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  @Test
  void killedDatabaseIsALineOnEachEngineWhenItGoesAndWhenItIsBack() throws InterruptedException {
    LogLines lines = LogLines.record();
    try (FaultySite site = new FaultySite(1)) {
      long begun = System.nanoTime();
      site.postgres.kill();
      awaitLines(lines, "The ledger fails", 2);
      await().during(OUTAGE).atMost(AMPLE).until(() -> count(lines, "The ledger fails") == 2);
      site.postgres.start();
      awaitLines(lines, "The ledger works again", 2);
      assertFew(lines, begun);
      site.endAndCheck();
    }
  }

  @Test
  void killedRedisIsALineOnEachEngineWhenItGoesAndWhenItIsBack() throws InterruptedException {
    LogLines lines = LogLines.record();
    try (FaultySite site = new FaultySite(2)) {
      long begun = System.nanoTime();
      site.redis.kill();
      awaitLines(lines, "The store fails", 2);
      await().during(OUTAGE).atMost(AMPLE).until(() -> count(lines, "The store fails") == 2);
      site.redis.restart();
      awaitLines(lines, "The store works again", 2);
      assertFew(lines, begun);
      site.endAndCheck();
    }
  }

  private static void awaitLines(LogLines lines, String text, int count) {
    await(text).atMost(AMPLE).until(() -> count(lines, text) >= count);
  }

  private static long count(LogLines lines, String text) {
    return lines.own().stream().filter(line -> line.contains(text)).count();
  }

  private static void assertFew(LogLines lines, long begun) {
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    List<String> warnings = lines.own().stream().filter(line -> !line.contains(" INFO ")).toList();
    assertThat(warnings.size()).as(String.join("\n", warnings)).isLessThan((int) seconds);
    long frames =
        lines.all().stream().filter(line -> line.startsWith("\tat io.voteengine")).count();
    assertThat(frames).as("frames of stack traces, of one for each outage").isLessThan(400);
  }
}
