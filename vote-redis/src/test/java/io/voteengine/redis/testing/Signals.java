package io.voteengine.redis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops processes without ending them: their connections stay, and nothing answers. */
public final class Signals {
  private Signals() {}

  /**
   * Stops a process.
   *
   * @param process one that runs
   */
  public static void pause(Process process) {
    send("-STOP", process);
  }

  /**
   * Undoes {@link #pause}.
   *
   * @param process one that is stopped
   */
  public static void resume(Process process) {
    send("-CONT", process);
  }

  private static void send(String name, Process process) {
    try {
      // The shell's own: a bare machine has no program of that name.
      String kill = "kill " + name + " " + process.pid();
      int exit = new ProcessBuilder("sh", "-c", kill).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + name + " failed with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
