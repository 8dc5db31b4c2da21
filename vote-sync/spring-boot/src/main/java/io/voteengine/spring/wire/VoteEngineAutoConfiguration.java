package io.voteengine.spring.wire;

import io.voteengine.VoteEngine;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.VoteListener;
import io.voteengine.spring.config.ConfiguredPolls;
import io.voteengine.spring.config.VoteEngineProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Configures a {@link VoteEngine} from {@code voteengine.*}, the application's {@code DataSource}
 * and its connection details of Redis. Each bean steps back where the application has one: {@code
 * VoteStore}, {@code VoteLedger}, {@code VoteReconciler}, {@code VoteEngine}.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
    })
@ConditionalOnBooleanProperty(name = "voteengine.enabled", matchIfMissing = true)
@EnableConfigurationProperties(VoteEngineProperties.class)
@Import(EngineConfiguration.class)
public final class VoteEngineAutoConfiguration {
  @Bean
  VoteWiring voteWiring() {
    return new VoteWiring();
  }

  /** For an engine of the application, which then closes after the web server too. */
  @Bean
  @ConditionalOnMissingBean
  EngineLifecycle voteEngineLifecycle(VoteEngine engine, Environment environment) {
    EngineLifecycle lifecycle = new EngineLifecycle(ShutdownTimeout.of(environment));
    lifecycle.own(engine);
    return lifecycle;
  }

  @Bean
  EngineStart voteEngineStart(
      VoteEngine engine,
      VoteEngineProperties properties,
      VoteWiring wiring,
      Environment environment,
      ObjectProvider<VoteListener> listeners,
      ObjectProvider<CacheInvalidator> invalidators,
      ObjectProvider<LateCacheInvalidator> late,
      ObjectProvider<ConfiguredPolls> polls) {
    return new EngineStart(
        engine,
        properties,
        wiring,
        ShutdownTimeout.of(environment),
        listeners,
        invalidators,
        late,
        polls);
  }
}
