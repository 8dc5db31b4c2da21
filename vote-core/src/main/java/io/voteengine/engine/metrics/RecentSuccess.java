package io.voteengine.engine.metrics;

/** The share of the casts of about the last minute that did not fail. */
final class RecentSuccess {
  private final RecentShare failures;

  RecentSuccess(CastMeters casts) {
    this.failures = new RecentShare(casts::errors, casts::total);
  }

  /** Moves the window on. */
  void tick() {
    failures.tick();
  }

  /** Returns the share, 0 to 1; 1 when there were no casts. */
  double rate() {
    return 1 - failures.of().orElse(0);
  }
}
