package io.voteengine.spring.testing;

import io.voteengine.spring.actuate.VotesEndpointAutoConfiguration;
import io.voteengine.spring.actuate.VotesHealthAutoConfiguration;
import io.voteengine.spring.metrics.VoteMetricsAutoConfiguration;
import io.voteengine.spring.metrics.VoteObservationAutoConfiguration;
import io.voteengine.spring.wire.VoteEngineAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Contexts with the auto-configurations that an application would have. */
public final class Contexts {
  private Contexts() {}

  /**
   * Returns a runner with one partition, which opens quickly.
   *
   * @return a runner with all auto-configurations of this module, and those they follow
   */
  public static ApplicationContextRunner bare() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ObservationAutoConfiguration.class,
                MetricsAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class,
                VoteEngineAutoConfiguration.class,
                VotesHealthAutoConfiguration.class,
                VotesEndpointAutoConfiguration.class,
                VoteMetricsAutoConfiguration.class,
                VoteObservationAutoConfiguration.class))
        .withPropertyValues("voteengine.partitions=1");
  }

  /**
   * Returns a runner whose engine needs no server.
   *
   * @return a runner with store and ledger in memory
   */
  public static ApplicationContextRunner inMemory() {
    return bare().withPropertyValues("voteengine.store=memory", "voteengine.ledger.memory=true");
  }

  /**
   * Returns a runner with the DataSource of the application.
   *
   * @param url the database, whose user is sa
   * @return a runner with a store in memory
   */
  public static ApplicationContextRunner over(String url) {
    return bare()
        .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
        .withPropertyValues("voteengine.store=memory", "spring.datasource.url=" + url);
  }
}
