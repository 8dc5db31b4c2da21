package io.voteengine.sync.flush;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between failures: twice as long each time up to a limit, shortened by up to a half. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private int failures;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  public Duration afterFailure() {
    double most = first.toNanos() * Math.pow(2, failures++);
    long nanos = (long) Math.min(most, longest.toNanos());
    return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }

  /** Whether the last attempt failed. */
  public boolean isFailing() {
    return failures > 0;
  }

  /**
   * There is reason to think that the next attempt succeeds: if not, the pauses are short again.
   */
  public void beginAgain() {
    failures = Math.min(failures, 1);
  }

  public boolean afterSuccess() {
    boolean recovered = isFailing();
    failures = 0;
    return recovered;
  }
}
