package io.voteengine.engine.live;

import io.voteengine.VoterId;
import io.voteengine.live.LiveOptions;
import io.voteengine.live.LiveSubscriber.EndReason;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which subscribers are called. While calls last long, more threads are added, so
 * that slow subscribers delay others only briefly; a call that lasts too long is interrupted, and
 * its subscription ends. Threads end when they have nothing to do.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final int MOST_SLOW = 256;
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  final Voters voters = new Voters();
  private final Set<OpenSubscription> open = ConcurrentHashMap.newKeySet();
  private final List<DeliveryThread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ScheduledExecutorService timer;
  private final long longestNanos;
  private final ThreadPoolExecutor pool;

  /**
   * @param timer runs what must come later; may refuse it after its end
   */
  Delivery(ScheduledExecutorService timer, LiveOptions options) {
    this.timer = timer;
    this.longestNanos = options.longestCall().toNanos();
    this.pool =
        new ThreadPoolExecutor(
            THREADS,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::thread);
    pool.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    DeliveryThread thread =
        new DeliveryThread(work, "vote-live-delivery-" + numbers.incrementAndGet());
    threads.add(thread);
    return thread;
  }

  void joined(OpenSubscription subscription) {
    open.add(subscription);
    VoterId voter = subscription.voter();
    if (voter != null) {
      voters.joined(voter, subscription);
    }
  }

  void left(OpenSubscription subscription) {
    open.remove(subscription);
    VoterId voter = subscription.voter();
    if (voter != null) {
      voters.left(voter, subscription);
    }
  }

  int subscriptions() {
    return open.size();
  }

  Set<OpenSubscription> all() {
    return open;
  }

  void execute(OpenSubscription subscription) {
    try {
      pool.execute(() -> deliver(subscription));
    } catch (RejectedExecutionException e) {
      if (Thread.currentThread() instanceof DeliveryThread) {
        subscription.run(); // The engine is closing, and the subscriber must still be notified.
      }
    }
  }

  private static void deliver(OpenSubscription subscription) {
    DeliveryThread thread = (DeliveryThread) Thread.currentThread();
    thread.begin(subscription);
    try {
      subscription.run();
    } finally {
      thread.end();
    }
  }

  void later(Runnable task, long nanos) {
    try {
      timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("A delivery will not be repeated: the engine has closed", e);
    }
  }

  /** Replaces threads that are busy with slow subscribers, and ends calls that last too long. */
  void watch() {
    int slow = 0;
    int lost = 0;
    for (DeliveryThread thread : threads) {
      OpenSubscription stalled = thread.busyFor(longestNanos);
      if (stalled != null) {
        stalled.end(EndReason.STALLED);
        thread.interruptIf(stalled);
        lost++;
      } else if (thread.busyFor(SLOW_NANOS) != null) {
        slow++;
      }
    }
    int wanted = THREADS + Math.min(slow, MOST_SLOW) + lost;
    if (pool.getCorePoolSize() != wanted) {
      pool.setCorePoolSize(wanted);
    }
  }

  /** Ends all subscriptions, and waits at most one second until their subscribers are notified. */
  void close() {
    open.forEach(subscription -> subscription.end(EndReason.ENGINE_CLOSED));
    pool.shutdown();
    try {
      if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
        log.warn("Subscribers were still busy when the engine closed; they are interrupted");
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pool.shutdownNow();
    }
  }
}
