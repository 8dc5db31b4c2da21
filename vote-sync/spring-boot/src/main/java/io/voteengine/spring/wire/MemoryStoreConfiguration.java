package io.voteengine.spring.wire;

import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteStore;
import io.voteengine.spring.config.VoteEngineProperties;
import io.voteengine.spring.config.VoteEngineProperties.StoreType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires a store in memory where there is no other. */
@Configuration(proxyBeanMethods = false)
class MemoryStoreConfiguration {
  @Bean
  @ConditionalOnMissingBean(VoteStore.class)
  InMemoryVoteStore inMemoryVoteStore(VoteEngineProperties properties, VoteWiring wiring) {
    if (properties.store() == StoreType.REDIS) {
      throw new VoteWiringException(
          "voteengine.store is 'redis', and vote-redis is not on the class path.",
          "Add the dependency io.voteengine:vote-redis, or set voteengine.store=memory.");
    }
    wiring.store(
        "memory",
        properties.store() == null
            ? "vote-redis is not on the class path"
            : "voteengine.store=memory");
    return InMemoryVoteStore.create();
  }
}
