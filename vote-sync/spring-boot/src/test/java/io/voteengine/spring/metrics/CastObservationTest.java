package io.voteengine.spring.metrics;

import static io.voteengine.spring.testing.Contexts.inMemory;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoteEngine;
import io.voteengine.VoterId;
import io.voteengine.micrometer.CastObservations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class CastObservationTest {
  @Test
  void castsAreObservedWhereThePropertiesSaySo() {
    watched()
        .withPropertyValues("voteengine.observations.enabled=true")
        .run(
            context ->
                assertThat(observed(context))
                    .singleElement()
                    .satisfies(
                        one ->
                            assertThat(one.toString())
                                .contains("ack='accepted'", "outcome='accepted'")));
  }

  @Test
  void castsAreNotObservedByDefault() {
    watched().run(context -> assertThat(observed(context)).isEmpty());
  }

  private static ApplicationContextRunner watched() {
    return inMemory()
        .withUserConfiguration(Watching.class)
        .withPropertyValues("voteengine.polls.posts.choices=UP");
  }

  /** Casts one vote. */
  private static List<Observation.Context> observed(AssertableApplicationContext context) {
    assertThat(context).hasNotFailed();
    context
        .getBean(VoteEngine.class)
        .cast(VoterId.of("ada"), SubjectId.of("posts", "1"), Choice.UP)
        .orElseThrow();
    return context.getBean(Watcher.class).stopped;
  }

  @Configuration(proxyBeanMethods = false)
  static class Watching {
    @Bean
    Watcher watcher() {
      return new Watcher();
    }
  }

  private static final class Watcher implements ObservationHandler<Observation.Context> {
    private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

    @Override
    public void onStop(Observation.Context context) {
      stopped.add(context);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return CastObservations.NAME.equals(context.getName());
    }
  }
}
