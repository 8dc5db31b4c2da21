package io.voteengine.spring.wire;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How long Spring waits for what stops in one phase. */
final class ShutdownTimeout {
  private static final String PROPERTY = "spring.lifecycle.timeout-per-shutdown-phase";
  private static final Duration DEFAULT = Duration.ofSeconds(30);

  private ShutdownTimeout() {}

  static Duration of(Environment environment) {
    return Binder.get(environment).bind(PROPERTY, Duration.class).orElse(DEFAULT);
  }
}
