package io.voteengine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voteengine.tck.testing.LogLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageLogTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final LogLines lines = LogLines.record();
  private final OutageLog outage =
      new OutageLog(
          LoggerFactory.getLogger("io.voteengine.test"), "The part fails", "The part works again");

  private void begin() {
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              outage.failed("source 1", new IllegalStateException("away"));
              return !lines.own().isEmpty();
            });
  }

  @Test
  void outageOfManyIsTwoLinesAndOneStackTrace() {
    begin();
    for (int i = 0; i < 10_000; i++) {
      outage.failed("source " + i % 16, new IllegalStateException("away"));
    }
    for (int i = 1; i < 16; i++) {
      outage.succeeded("source " + i);
    }
    assertThat(lines.own()).as("source 0 still fails").hasSize(1);
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              outage.succeeded("source 0");
              return lines.own().size() == 2;
            });
    List<String> own = lines.own();
    assertThat(own.get(0)).contains("WARN", "The part fails");
    assertThat(own.get(1)).contains("INFO", "The part works again after", "failures");
    assertThat(lines.all().stream().filter(line -> line.contains("IllegalStateException: away")))
        .hasSize(1);
  }

  @Test
  void partThatWorksLogsNothing() {
    outage.succeeded("source");
    assertThat(lines.own()).isEmpty();
  }

  @Test
  void throttleCountsWhatItDoesNotLog() {
    LogThrottle throttle = new LogThrottle();
    long[] runs = {0};
    await()
        .atMost(AMPLE)
        .until(
            () -> {
              throttle.run(others -> runs[0]++);
              return runs[0] == 1;
            });
    for (int i = 0; i < 1_000; i++) {
      throttle.run(others -> runs[0]++);
    }
    assertThat(runs[0]).isEqualTo(1);
  }
}
