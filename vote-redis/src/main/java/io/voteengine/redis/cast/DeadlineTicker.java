package io.voteengine.redis.cast;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Watches the deadlines of votes while some are under way, and sleeps otherwise. */
public final class DeadlineTicker implements AutoCloseable {
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<CastLane> lanes;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor timer;

  public DeadlineTicker(List<CastLane> lanes) {
    this.lanes = lanes;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "vote-redis-deadlines");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Records that a vote is under way. */
  public void wake() {
    if (!awake.get() && awake.compareAndSet(false, true)) {
      schedule();
    }
  }

  private void schedule() {
    timer.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    awake.set(false);
    boolean busy = false;
    for (CastLane lane : lanes) {
      busy |= lane.tick();
    }
    if (busy) {
      wake();
    }
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
