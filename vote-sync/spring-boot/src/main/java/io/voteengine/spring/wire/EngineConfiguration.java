package io.voteengine.spring.wire;

import io.voteengine.VoteEngine;
import io.voteengine.VoteEngineBuilder;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.VoteStore;
import io.voteengine.spring.VoteEngineCustomizer;
import io.voteengine.spring.config.ConfiguredPolls;
import io.voteengine.spring.config.EngineOptions;
import io.voteengine.spring.config.VoteEngineProperties;
import io.voteengine.sync.Reconciler;
import io.voteengine.sync.ReconcilerBuilder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Wires the engine with its parts, unless the application brings an engine. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(VoteEngine.class)
@Import({RedisStoreConfiguration.class, MemoryStoreConfiguration.class, LedgerConfiguration.class})
class EngineConfiguration {
  /** The engine closes it; a second close would wait for a hanging ledger without a bound. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean(VoteReconciler.class)
  Reconciler voteReconciler(VoteEngineProperties properties) {
    ReconcilerBuilder builder = Reconciler.builder();
    properties.reconciler().apply(builder);
    return builder.build();
  }

  @Bean
  ConfiguredPolls voteConfiguredPolls(VoteEngineProperties properties) {
    return ConfiguredPolls.of(properties);
  }

  @Bean
  LateCacheInvalidator voteLateCacheInvalidator() {
    return new LateCacheInvalidator();
  }

  /** Destroyed before store and ledger, and after whatever uses the engine. */
  @Bean
  EngineLifecycle voteEngineLifecycle(VoteStore store, VoteLedger ledger, Environment environment) {
    return new EngineLifecycle(ShutdownTimeout.of(environment));
  }

  /**
   * Opened here, so that whoever is given the engine can vote; {@link EngineLifecycle} closes it.
   */
  @Bean(destroyMethod = "")
  VoteEngine voteEngine(
      ConfiguredPolls polls,
      VoteEngineProperties properties,
      VoteStore store,
      VoteLedger ledger,
      VoteReconciler reconciler,
      EngineLifecycle lifecycle,
      LateCacheInvalidator invalidator,
      ObjectProvider<VoteEngineCustomizer> customizers,
      ListableBeanFactory beans) {
    VoteEngineBuilder builder = VoteEngine.builder(store, ledger).reconciler(reconciler);
    EngineOptions.apply(properties, builder);
    if (beans.getBeanNamesForType(CacheInvalidator.class, true, false).length > 0) {
      builder.cacheInvalidator(invalidator::invalidate);
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    VoteEngine engine = builder.build();
    lifecycle.own(engine);
    polls.define(engine);
    return engine;
  }
}
