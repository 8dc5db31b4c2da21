package io.voteengine.jdbc.testing;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Runs tasks when this JVM ends, the newest first: what uses a server before its server stops. */
public final class AtExit {
  private static final Deque<Runnable> TASKS = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "at-exit"));
  }

  private AtExit() {}

  public static void run(Runnable task) {
    TASKS.push(task);
  }

  static void forget(Runnable task) {
    TASKS.remove(task);
  }

  /** One that fails does not keep the others from running. */
  private static void runAll() {
    RuntimeException failure = null;
    for (Runnable task : TASKS) {
      try {
        task.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
