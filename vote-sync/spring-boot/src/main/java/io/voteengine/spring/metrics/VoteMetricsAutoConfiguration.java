package io.voteengine.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.voteengine.VoteEngine;
import io.voteengine.micrometer.VoteEngineMetrics;
import io.voteengine.spring.config.VoteEngineProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Binds the engine's meters to the application's registry. */
@AutoConfiguration(
    afterName = {
      "io.voteengine.spring.wire.VoteEngineAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({VoteEngine.class, MeterRegistry.class})
@ConditionalOnBooleanProperty(name = "voteengine.metrics.enabled", matchIfMissing = true)
public final class VoteMetricsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  VoteEngineMetrics voteEngineMetrics(VoteEngine engine, VoteEngineProperties properties) {
    return new VoteEngineMetrics(engine, properties.name());
  }
}
