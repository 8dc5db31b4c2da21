package io.voteengine.sync.threads;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between failures: each is twice the last up to a limit, and shortened by up to a half.
 */
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

  /** Starts with short pauses again, as the next attempt has reason to succeed. */
  public void beginAgain() {
    failures = Math.min(failures, 1);
  }

  public boolean afterSuccess() {
    boolean recovered = isFailing();
    failures = 0;
    return recovered;
  }
}
