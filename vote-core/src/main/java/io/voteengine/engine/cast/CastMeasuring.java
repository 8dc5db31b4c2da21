package io.voteengine.engine.cast;

import io.voteengine.RequestId;
import io.voteengine.VoteRequest;
import io.voteengine.engine.metrics.CastMeters;
import io.voteengine.log.LogThrottle;
import io.voteengine.metrics.CastObserver;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures casts: counts and times them, calls the host's observer, and writes the log line. */
final class CastMeasuring {
  private static final Logger log = LoggerFactory.getLogger(CastMeasuring.class);

  private final CastMeters meters;
  private final @Nullable CastObserver observer;
  private final boolean logs;
  private final LogThrottle logFailed = new LogThrottle();

  CastMeasuring(CastMeters meters, @Nullable CastObserver observer) {
    this(meters, observer, true);
  }

  private CastMeasuring(CastMeters meters, @Nullable CastObserver observer, boolean logs) {
    this.meters = meters;
    this.observer = observer;
    this.logs = logs;
  }

  /** Returns the measuring of the warm-up's votes, which no figure should show. */
  static CastMeasuring ofWarmUp() {
    return new CastMeasuring(new CastMeters(), null, false);
  }

  /**
   * Begins to measure a cast.
   *
   * @param shortDeadline whether the caller's deadline is shorter than the engine's default
   */
  MeasuredCast begin(VoteRequest request, RequestId id, boolean shortDeadline) {
    return new MeasuredCast(this, id, shortDeadline, observed(request, id));
  }

  private CastObserver.@Nullable Observed observed(VoteRequest request, RequestId id) {
    CastObserver known = observer;
    return known == null ? null : isolated(() -> known.begin(request, id));
  }

  void end(CastObserver.Observed observed, Consumer<CastObserver.Observed> call) {
    isolated(
        () -> {
          call.accept(observed);
          return observed;
        });
  }

  private <T> @Nullable T isolated(Supplier<T> call) {
    try {
      return call.get();
    } catch (Throwable e) {
      logFailed.run(
          others ->
              log.warn(
                  "The observer of casts failed, and {} more times since the last such line; votes"
                      + " are not affected",
                  others,
                  e));
      return null;
    }
  }

  CastMeters meters() {
    return meters;
  }

  boolean logs() {
    return logs;
  }
}
