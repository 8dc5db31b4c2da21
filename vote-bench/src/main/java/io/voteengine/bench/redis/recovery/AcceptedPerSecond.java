package io.voteengine.bench.redis.recovery;

import io.voteengine.bench.result.FaultTimeline;
import io.voteengine.bench.result.FaultTimeline.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks each second at how many votes were accepted. */
final class AcceptedPerSecond implements AutoCloseable {
  private final LongSupplier accepted;
  private final long start = System.nanoTime();
  private final List<Long> seconds = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private long before;

  AcceptedPerSecond(LongSupplier accepted) {
    this.accepted = accepted;
    clock.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void look() {
    long now = accepted.getAsLong();
    seconds.add(now - before);
    before = now;
  }

  /** Marks this moment. */
  synchronized void mark(String what) {
    marks.add(new Mark((System.nanoTime() - start) / 1e9, what));
  }

  synchronized FaultTimeline timeline(String title, String correctness) {
    return new FaultTimeline(title, List.copyOf(seconds), List.copyOf(marks), correctness);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
