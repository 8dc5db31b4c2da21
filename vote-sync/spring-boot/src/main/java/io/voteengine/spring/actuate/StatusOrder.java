package io.voteengine.spring.actuate;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Places DEGRADED between DOWN and UP in the application's health. Without it Spring Boot leaves
 * the unknown status out, and an application whose votes are degraded looks healthy. A value of the
 * application's own takes precedence.
 */
public final class StatusOrder implements EnvironmentPostProcessor {
  private static final String ORDER = "management.endpoint.health.status.order";

  @Override
  public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication app) {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "voteengine defaults", Map.of(ORDER, "down,out-of-service,degraded,up,unknown")));
  }
}
