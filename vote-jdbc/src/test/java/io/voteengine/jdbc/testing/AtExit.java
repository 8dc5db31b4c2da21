package io.voteengine.jdbc.testing;

import io.voteengine.util.RunAll;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Runs tasks when this JVM ends, the newest first: what uses a server before its server stops. */
public final class AtExit {
  private static final Deque<Runnable> TASKS = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RunAll.each(TASKS, Runnable::run), "at-exit"));
  }

  private AtExit() {}

  public static void run(Runnable task) {
    TASKS.push(task);
  }

  static void forget(Runnable task) {
    TASKS.remove(task);
  }
}
