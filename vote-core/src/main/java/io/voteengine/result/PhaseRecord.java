package io.voteengine.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last attempt at a phase of a finalization.
 *
 * @param phase the phase
 * @param attempts how often it was begun, 1 or more
 * @param begunAt when the last attempt began, by the ledger's clock
 * @param endedAt when it ended; null: it is under way, or its node has died
 * @param failure why it failed; null: it succeeded, or has not ended
 */
public record PhaseRecord(
    FinalizationPhase phase,
    int attempts,
    Instant begunAt,
    @Nullable Instant endedAt,
    @Nullable String failure) {
  /** Checks that nothing is null that must not be. */
  public PhaseRecord {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(begunAt, "begunAt");
  }

  /**
   * Returns whether the phase has been completed.
   *
   * @return false while it is under way and after a failure
   */
  public boolean succeeded() {
    return endedAt != null && failure == null;
  }

  /**
   * Returns how long the last attempt took.
   *
   * @return zero while it has not ended
   */
  public Duration took() {
    return endedAt == null ? Duration.ZERO : Duration.between(begunAt, endedAt);
  }
}
