package io.voteengine.spring.metrics;

import io.micrometer.observation.ObservationRegistry;
import io.voteengine.micrometer.CastObservations;
import io.voteengine.spring.VoteEngineCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Makes an observation of each cast, where the properties say so. */
@AutoConfiguration(
    beforeName = "io.voteengine.spring.wire.VoteEngineAutoConfiguration",
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty("voteengine.observations.enabled")
public final class VoteObservationAutoConfiguration {
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  VoteEngineCustomizer voteObservations(ObservationRegistry registry) {
    return builder -> builder.castObserver(new CastObservations(registry));
  }
}
