package io.voteengine.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.voteengine.CastResult;
import io.voteengine.RequestId;
import io.voteengine.VoteRequest;
import io.voteengine.metrics.CastObserver;
import io.voteengine.metrics.CastTags;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation {@code voteengine.cast} of each cast, from its call to its answer; a child
 * of the caller's own observation. Off unless it is set with {@link
 * io.voteengine.VoteEngineBuilder#castObserver}.
 *
 * <p>Keys of low cardinality: {@code ack}, {@code outcome}, {@code action}. Keys of high
 * cardinality, which reach traces only: {@code voteengine.request}, {@code voteengine.poll}.
 * Neither subject nor voter is in it.
 */
public final class CastObservations implements CastObserver {
  /** Name of the observation. */
  public static final String NAME = "voteengine.cast";

  private final ObservationRegistry registry;

  /**
   * Creates an observer.
   *
   * @param registry receives the observations
   */
  public CastObservations(ObservationRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public Observed begin(VoteRequest request, RequestId requestId) {
    Observation observation =
        Observation.createNotStarted(NAME, registry)
            .contextualName("cast vote")
            .lowCardinalityKeyValue("ack", request.ack().name().toLowerCase(Locale.ROOT))
            .highCardinalityKeyValue("voteengine.request", requestId.toString())
            .highCardinalityKeyValue("voteengine.poll", request.subject().poll())
            .start();
    return (result, failure) -> end(observation, result, failure);
  }

  private static void end(
      Observation observation, @Nullable CastResult result, @Nullable Throwable failure) {
    observation
        .lowCardinalityKeyValue(CastTags.OUTCOME, CastTags.outcome(result))
        .lowCardinalityKeyValue(CastTags.ACTION, CastTags.action(result));
    if (failure != null) {
      observation.error(failure);
    }
    observation.stop();
  }
}
