package io.voteengine.sync.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one reconciler. Used by the threads that start and close it, one at a time. */
public final class DaemonThreads {
  private static final Logger log = LoggerFactory.getLogger(DaemonThreads.class);

  private final List<Thread> threads = new ArrayList<>();

  public void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /**
   * Waits for their end, after their work was signalled to stop.
   *
   * @param patience how long to wait for each thread
   * @return false when interrupted
   */
  public boolean join(Duration patience) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(patience.toMillis(), 1));
        if (thread.isAlive()) {
          log.warn("{} is still busy; it ends after its current step", thread.getName());
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return !interrupted;
  }
}
