package io.voteengine.spring.actuate;

import io.voteengine.VoteEngine;
import io.voteengine.health.VoteFigures;
import io.voteengine.health.VoteHealth;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports the engine's health, with what to do in the details. Answers within its bound, whatever
 * store and ledger do.
 */
final class VotesHealthIndicator extends AbstractHealthIndicator {
  /** Votes are taken, and something falls short; answered with HTTP 200 by default. */
  static final Status DEGRADED = new Status("DEGRADED", "Votes are taken; something falls short");

  private final VoteEngine engine;
  private final Duration atMost;

  VotesHealthIndicator(VoteEngine engine, Duration atMost) {
    super("The health of the vote engine could not be read");
    this.engine = engine;
    this.atMost = atMost;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    VoteHealth health = engine.health(atMost);
    VoteFigures figures = health.figures();
    builder
        .status(status(health))
        .withDetail("issues", health.issues())
        .withDetail("unconfirmed", figures.unconfirmed())
        .withDetail("oldestUnconfirmedMs", figures.oldestUnconfirmed().toMillis())
        .withDetail("degradedPartitions", figures.degraded().size())
        .withDetail("quarantined", figures.quarantined())
        .withDetail("lost", figures.lost());
    if (figures.backlog() != null) {
      builder.withDetail("backlog", figures.backlog());
    }
  }

  private static Status status(VoteHealth health) {
    return switch (health.status()) {
      case HEALTHY -> Status.UP;
      case DEGRADED -> DEGRADED;
      case FAILING -> Status.DOWN;
    };
  }
}
