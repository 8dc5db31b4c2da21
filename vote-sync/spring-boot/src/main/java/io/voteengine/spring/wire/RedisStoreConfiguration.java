package io.voteengine.spring.wire;

import io.voteengine.redis.RedisVoteStore;
import io.voteengine.redis.RedisVoteStoreBuilder;
import io.voteengine.spi.VoteStore;
import io.voteengine.spring.config.Option;
import io.voteengine.spring.config.RedisProperties;
import io.voteengine.spring.config.VoteEngineProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Wires a store in Redis where vote-redis is on the class path. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisVoteStore.class)
@ConditionalOnProperty(name = "voteengine.store", havingValue = "redis", matchIfMissing = true)
@Import({
  RedisStoreConfiguration.SpringDataConfiguration.class,
  RedisStoreConfiguration.StoreConfiguration.class
})
class RedisStoreConfiguration {
  /** Where Redis is by the connection details of Spring Data Redis. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DataRedisConnectionDetails.class)
  static class SpringDataConfiguration {
    @Bean
    @Lazy // Only a store asks for it.
    @ConditionalOnBean(DataRedisConnectionDetails.class)
    RedisLocation voteRedisLocation(DataRedisConnectionDetails details, Environment environment) {
      return SpringDataRedis.location(details, environment);
    }
  }

  /** The store. */
  @Configuration(proxyBeanMethods = false)
  static class StoreConfiguration {
    @Bean
    @ConditionalOnMissingBean(VoteStore.class)
    RedisVoteStore redisVoteStore(
        VoteEngineProperties properties, ObjectProvider<RedisLocation> details, VoteWiring wiring) {
      RedisProperties redis = properties.redis();
      RedisLocation location =
          redis.url() == null ? details.getIfAvailable() : RedisLocation.of(redis.url());
      if (location == null) {
        throw new VoteWiringException(
            "vote-redis is on the class path, and nothing says where Redis is.",
            "Set voteengine.redis.url, such as redis://localhost:6379; or add"
                + " spring-boot-starter-data-redis, whose spring.data.redis.* or service"
                + " connection is then used; or set voteengine.store=memory for one process"
                + " without Redis.");
      }
      wiring.store("Redis at " + location.where(), location.why());
      return apply(redis, location.builder().get()).build();
    }
  }

  private static RedisVoteStoreBuilder apply(RedisProperties from, RedisVoteStoreBuilder builder) {
    Option.set("voteengine.redis.key-prefix", from.keyPrefix(), builder::keyPrefix);
    Option.set("voteengine.redis.timeout", from.timeout(), builder::timeout);
    Option.set("voteengine.redis.max-backlog", from.maxBacklog(), builder::maxBacklog);
    Option.set("voteengine.redis.max-batch-size", from.maxBatchSize(), builder::maxBatchSize);
    Option.set("voteengine.redis.max-waiting", from.maxWaiting(), builder::maxWaiting);
    Option.set("voteengine.redis.take-over-from", from.takeOverFrom(), builder::takeOverFrom);
    return builder;
  }
}
