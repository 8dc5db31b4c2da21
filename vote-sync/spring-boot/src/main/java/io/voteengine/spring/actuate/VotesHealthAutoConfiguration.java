package io.voteengine.spring.actuate;

import io.voteengine.VoteEngine;
import io.voteengine.spring.config.VoteEngineProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Contributes the engine's health as {@code votes}. */
@AutoConfiguration(afterName = "io.voteengine.spring.wire.VoteEngineAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(VoteEngine.class)
@ConditionalOnEnabledHealthIndicator("votes")
public final class VotesHealthAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean(name = {"votesHealthIndicator", "votesHealthContributor"})
  HealthContributor votesHealthContributor(VoteEngine engine, VoteEngineProperties properties) {
    return new VotesHealthIndicator(engine, properties.health().timeout());
  }
}
