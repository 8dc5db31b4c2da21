package io.voteengine.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.metrics.Latencies;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
  private final RecentTimes times = new RecentTimes();

  private static void assertNear(Duration time, double millis) {
    assertThat(time.toNanos() / 1e6)
        .isBetween(millis - millis * 0.01 - 0.0002, millis + millis * 0.01 + 0.0002);
  }

  @Test
  void percentilesAreRightToOnePercent() {
    for (int i = 1; i <= 1_000; i++) {
      times.accept(Duration.ofMillis(i).toNanos());
    }
    Latencies read = times.read();
    assertThat(read.count()).isEqualTo(1_000);
    assertNear(read.p50(), 500);
    assertNear(read.p95(), 950);
    assertNear(read.p99(), 990);
    assertNear(read.average(), 500.5);
    assertThat(read.last()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shortTimesKeepTheirDigits() {
    times.accept(5_300);
    assertNear(times.read().p50(), 0.0053);
  }

  @Test
  void timesOutOfRangeDoNotFail() {
    times.accept(-1);
    times.accept(Long.MAX_VALUE);
    assertThat(times.read().count()).isEqualTo(2);
  }

  @Test
  void nothingRecordedReadsAsZero() {
    Latencies read = times.read();
    assertThat(read.count()).isZero();
    assertThat(read.average()).isZero();
    assertThat(read.p99()).isZero();
    assertThat(read.last()).isZero();
  }

  @Test
  void timesLeaveTheWindowAfterSixTicks() {
    times.accept(Duration.ofSeconds(3).toNanos());
    for (int tick = 1; tick < 6; tick++) {
      times.tick();
      assertThat(times.read().count()).as("after %d ticks", tick).isEqualTo(1);
    }
    times.tick();
    Latencies read = times.read();
    assertThat(read.count()).isZero();
    assertThat(read.p99()).isZero();
    assertThat(read.last()).as("however long ago").isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void readsAndTicksLoseNothingThatIsRecordedMeanwhile() throws InterruptedException {
    int threads = 4;
    int each = 50_000;
    CountDownLatch ended = new CountDownLatch(threads);
    IntStream.range(0, threads)
        .forEach(
            t ->
                new Thread(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            times.accept(1_000_000);
                          }
                          ended.countDown();
                        })
                    .start());
    long seen = 0;
    for (int tick = 0; tick < 5; tick++) {
      long now = times.read().count();
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
      times.tick();
    }
    ended.await();
    assertThat(times.read().count()).isEqualTo((long) threads * each);
  }
}
