package io.voteengine.redis.monitoring;

import static io.voteengine.tck.testing.Waiting.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.voteengine.Ack;
import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.VoteRequest;
import io.voteengine.VoterId;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.micrometer.CastObservations;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.sync.Reconciler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An engine that is bound to Micrometer. */
class MicrometerTest {
  private static final SubjectId POST = SubjectId.of("hushpoll", "hushsubject");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<VoteEngine> engines = new ArrayList<>();

  @AfterEach
  void close() {
    engines.forEach(VoteEngine::close);
  }

  private VoteEngine engine(UnaryOperator<VoteEngineBuilder> options) {
    VoteEngine engine =
        options
            .apply(VoteEngine.builder(InMemoryVoteStore.create(), JdbcVoteLedger.memory()))
            .reconciler(Reconciler.withDefaults())
            .build();
    engine.polls().define(Poll.named(POST.poll()));
    engines.add(engine);
    return engine;
  }

  private VoteEngine engine() {
    return engine(builder -> builder);
  }

  private static void vote(VoteEngine engine) {
    VoteRequest request = VoteRequest.cast(VoterId.of("hushvoter"), POST, Choice.UP);
    assertThat(engine.cast(request.ack(Ack.DURABLE).deadline(AMPLE)).isAccepted()).isTrue();
  }

  private double accepted(String engine) {
    return Scrape.of(registry).samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith("voteengine_votes_total"))
        .filter(sample -> sample.getKey().contains("engine=\"" + engine + "\""))
        .filter(sample -> sample.getKey().contains("outcome=\"accepted\""))
        .mapToDouble(sample -> sample.getValue())
        .sum();
  }

  @Test
  void scrapeHasTimesWithTheTargetsAsBounds() {
    VoteEngine engine = engine();
    new VoteEngineMetrics(engine, "one").bindTo(registry);
    vote(engine);
    // A flush ends after its votes are durable: when the journal is trimmed.
    await()
        .atMost(AMPLE)
        .until(() -> Scrape.of(registry).sum("voteengine_flush_latency_seconds_count") > 0);
    Scrape scrape = Scrape.of(registry);
    assertThat(accepted("one")).isEqualTo(1);
    for (String times : List.of("cast", "durable", "flush", "load")) {
      String name = "voteengine_" + times + "_latency_seconds";
      assertThat(scrape.sum(name + "_count")).as(name).isPositive();
      assertThat(scrape.sum(name + "_sum")).as(name).isPositive();
      assertThat(scrape.text())
          .containsPattern(name + "_bucket\\{[^}]*le=\"0.05\"")
          .containsPattern(name + "_bucket\\{[^}]*le=\"5.0\"");
    }
    assertThat(scrape.sum("voteengine_flush_batch_events_sum")).isEqualTo(1);
  }

  @Test
  void noTagNamesPollSubjectOrVoter() {
    VoteEngine engine = engine();
    new VoteEngineMetrics(engine, "one").bindTo(registry);
    vote(engine);
    assertThat(Scrape.of(registry).text()).doesNotContain("hush");
  }

  @Test
  void enginesShareARegistryByTheirNames() {
    VoteEngine one = engine();
    VoteEngine other = engine();
    new VoteEngineMetrics(one, "one", Tags.of("site", "shop")).bindTo(registry);
    new VoteEngineMetrics(other, "other", Tags.of("site", "shop")).bindTo(registry);
    vote(one);
    assertThat(accepted("one")).isEqualTo(1);
    assertThat(accepted("other")).isZero();
    assertThat(Scrape.of(registry).text()).contains("site=\"shop\"");
  }

  @Test
  void closedEngineIsStillScrapedAndItsCountersDoNotFall() {
    VoteEngine engine = engine();
    new VoteEngineMetrics(engine, "one").bindTo(registry);
    vote(engine);
    engine.close();
    assertThat(accepted("one")).isEqualTo(1);
    assertThat(Scrape.of(registry).sum("voteengine_open")).isZero();
  }

  @Test
  void newEngineOfTheSameNameReplacesTheOneThatWasUnbound() {
    VoteEngine former = engine();
    VoteEngineMetrics bound = new VoteEngineMetrics(former, "one");
    bound.bindTo(registry);
    vote(former);
    former.close();
    bound.close();
    assertThat(Scrape.of(registry).families()).isEmpty();

    VoteEngine next = engine();
    new VoteEngineMetrics(next, "one").bindTo(registry);
    assertThat(accepted("one")).isZero();
    vote(next);
    assertThat(accepted("one")).isEqualTo(1);
    assertThat(Scrape.of(registry).sum("voteengine_cast_latency_seconds_count")).isEqualTo(1);
  }

  @Test
  void castIsObservedWithoutNamingItsVoter() {
    Queue<Observation.Context> ended = new ConcurrentLinkedQueue<>();
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new Collector(ended));
    VoteEngine engine = engine(builder -> builder.castObserver(new CastObservations(observations)));
    Observation parent = Observation.start("a request", observations);
    parent.scoped(() -> vote(engine));
    parent.stop();
    Observation.Context cast = ended.remove();
    assertThat(cast.getName()).isEqualTo("voteengine.cast");
    assertThat(cast.getParentObservation()).isEqualTo(parent);
    assertThat(cast.getLowCardinalityKeyValues().toString())
        .contains("ack", "durable", "outcome", "accepted", "action", "created")
        .doesNotContain("hush");
    assertThat(cast.getAllKeyValues().toString()).contains("hushpoll").doesNotContain("hushvoter");
  }

  /** Keeps the observations that have ended. */
  private record Collector(Queue<Observation.Context> ended)
      implements ObservationHandler<Observation.Context> {
    @Override
    public void onStop(Observation.Context context) {
      ended.add(context);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
