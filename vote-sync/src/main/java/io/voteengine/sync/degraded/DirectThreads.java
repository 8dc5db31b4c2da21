package io.voteengine.sync.degraded;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that cast votes in the ledger. They end when they have had no work for a while. */
final class DirectThreads implements Executor {
  private static final Logger log = LoggerFactory.getLogger(DegradableServer.class);

  private final ThreadPoolExecutor executor;

  /**
   * @param most how many threads at most
   */
  DirectThreads(int most) {
    executor =
        new ThreadPoolExecutor(
            most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DirectThreads::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "vote-direct");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable transaction) {
    executor.execute(transaction);
  }

  /** Returns whether the threads take no more work. */
  boolean areClosed() {
    return executor.isShutdown();
  }

  /** Waits for the votes that are being cast. Returns false when interrupted. */
  boolean close(Duration timeout) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Votes are still being cast in the ledger; they end with their transaction");
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
