package io.voteengine.sync.result;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Pauses after failures that concern one poll: from one second up to five minutes. For one thread.
 */
final class GrowingPauses {
  private static final long LONGEST_SECONDS = TimeUnit.MINUTES.toSeconds(5);

  /**
   * The failures of one poll.
   *
   * @param until when its pause is over, by System.nanoTime
   */
  private record Failing(int times, long until) {}

  private final Map<String, Failing> failing = new HashMap<>();

  /** Forgets all other polls. */
  void retain(Collection<String> polls) {
    failing.keySet().retainAll(polls);
  }

  boolean isOver(String poll) {
    Failing before = failing.get(poll);
    return before == null || before.until() - System.nanoTime() <= 0;
  }

  /** Returns how long the poll pauses now. */
  Duration failed(String poll) {
    Failing before = failing.get(poll);
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = Duration.ofSeconds(Math.min(1L << Math.min(times - 1, 30), LONGEST_SECONDS));
    failing.put(poll, new Failing(times, System.nanoTime() + pause.toNanos()));
    return pause;
  }

  void succeeded(String poll) {
    failing.remove(poll);
  }
}
