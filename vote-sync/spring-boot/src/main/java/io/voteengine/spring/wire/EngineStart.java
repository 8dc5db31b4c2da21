package io.voteengine.spring.wire;

import io.voteengine.VoteEngine;
import io.voteengine.listener.CacheInvalidator;
import io.voteengine.listener.VoteListener;
import io.voteengine.spring.config.ConfiguredPolls;
import io.voteengine.spring.config.VoteEngineProperties;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Connects the application's listeners and cache invalidator once all beans exist, since these may
 * use the engine, and says what was wired.
 */
final class EngineStart implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(EngineStart.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final VoteEngine engine;
  private final VoteEngineProperties properties;
  private final VoteWiring wiring;
  private final Duration phaseTimeout;
  private final ObjectProvider<VoteListener> listeners;
  private final ObjectProvider<CacheInvalidator> invalidators;
  private final ObjectProvider<LateCacheInvalidator> late;
  private final ObjectProvider<ConfiguredPolls> polls;

  EngineStart(
      VoteEngine engine,
      VoteEngineProperties properties,
      VoteWiring wiring,
      Duration phaseTimeout,
      ObjectProvider<VoteListener> listeners,
      ObjectProvider<CacheInvalidator> invalidators,
      ObjectProvider<LateCacheInvalidator> late,
      ObjectProvider<ConfiguredPolls> polls) {
    this.engine = engine;
    this.properties = properties;
    this.wiring = wiring;
    this.phaseTimeout = phaseTimeout;
    this.listeners = listeners;
    this.invalidators = invalidators;
    this.late = late;
    this.polls = polls;
  }

  @Override
  public void afterSingletonsInstantiated() {
    LateCacheInvalidator own = late.getIfAvailable();
    if (own == null) {
      log.info("The engine '{}' is a bean of the application, with its own options", name());
      return;
    }
    own.set(invalidators.getIfAvailable());
    listeners.orderedStream().forEach(engine::addListener);
    Duration drain = Objects.requireNonNullElse(properties.drainTimeout(), DRAIN);
    log.info(
        "VoteEngine '{}': votes are cast in {}, and durable in {}; {}; closes within {} s after the"
            + " web server",
        name(),
        wiring.store(),
        wiring.ledger(),
        polls.getIfAvailable(),
        drain.toMillis() / 1000.0);
    if (drain.compareTo(phaseTimeout) >= 0) {
      log.warn(
          "voteengine.drain-timeout is {} and spring.lifecycle.timeout-per-shutdown-phase is {}:"
              + " Spring may close the database while votes are still carried there. Make the"
              + " first one shorter",
          drain,
          phaseTimeout);
    }
  }

  private String name() {
    return properties.name();
  }
}
