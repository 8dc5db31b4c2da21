package io.voteengine.spring.actuate;

import io.voteengine.VoteEngine;
import io.voteengine.spring.config.VoteEngineProperties;
import io.voteengine.spring.wire.VoteWiring;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Provides the endpoint {@code votes} where it is exposed. */
@AutoConfiguration(afterName = "io.voteengine.spring.wire.VoteEngineAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(VoteEngine.class)
@ConditionalOnAvailableEndpoint(VotesEndpoint.class)
public final class VotesEndpointAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  VotesEndpoint votesEndpoint(
      VoteEngine engine, VoteWiring wiring, VoteEngineProperties properties) {
    return new VotesEndpoint(engine, wiring, properties);
  }
}
