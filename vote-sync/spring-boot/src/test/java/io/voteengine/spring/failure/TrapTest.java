package io.voteengine.spring.failure;

import static io.voteengine.spring.testing.Contexts.bare;
import static io.voteengine.spring.testing.Contexts.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.testing.TestRedis;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Each trap is sprung for real, and what Spring Boot would print is looked at. */
class TrapTest {
  @Test
  void missingSchemaIsExplained() {
    try (TestDatabase database = TestDatabase.postgres()) {
      FailureAnalysis why =
          failure(
              over(database.url())
                  .withPropertyValues(
                      "spring.datasource.username=" + database.user(),
                      "spring.datasource.password=" + database.password()));
      assertThat(why.getDescription()).contains("schema is missing");
      assertThat(why.getAction()).contains("voteengine.ledger.initialize-schema=always");
    }
  }

  @Test
  void otherPartitionCountIsExplained() {
    String url = database();
    over(url).run(context -> assertThat(context).hasNotFailed());
    FailureAnalysis why = failure(over(url).withPropertyValues("voteengine.partitions=8"));
    assertThat(why.getDescription()).contains("first used with 1 partitions");
    assertThat(why.getAction()).contains("voteengine.partitions");
  }

  @Test
  void secondNodeWithAStoreInMemoryIsExplained() {
    String url = database();
    over(url)
        .withPropertyValues(SHORT_LEASE)
        .run(
            first -> {
              assertThat(first).hasNotFailed();
              FailureAnalysis why = failure(over(url).withPropertyValues(SHORT_LEASE));
              assertThat(why.getDescription()).contains("another store");
              assertThat(why.getAction()).contains("Several nodes of one site need one Redis");
            });
  }

  private static final String SHORT_LEASE = "voteengine.reconciler.lease=500ms";

  @Test
  void redisOfAnotherSiteIsExplained() {
    ApplicationContextRunner site =
        bare()
            .withPropertyValues(
                "voteengine.redis.url=" + TestRedis.uri(),
                "voteengine.redis.key-prefix=" + UUID.randomUUID(),
                "voteengine.partitions=1",
                "voteengine.ledger.memory=true");
    site.run(
        first -> {
          assertThat(first).hasNotFailed();
          FailureAnalysis why = failure(site);
          assertThat(why.getDescription()).contains("The store belongs to the ledger");
          assertThat(why.getAction()).contains("voteengine.redis.key-prefix");
        });
  }

  @Test
  void fileOfAnotherProcessIsExplained(@TempDir Path folder) throws Exception {
    URL[] h2 = {
      Objects.requireNonNull(org.h2.Driver.class.getProtectionDomain().getCodeSource())
          .getLocation()
    };
    String file = folder.resolve("votes").toString();
    // Another class loader shares nothing with this one, as another process would not.
    try (URLClassLoader other = new URLClassLoader(h2, ClassLoader.getPlatformClassLoader());
        Connection held =
            ((Driver) other.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance())
                .connect("jdbc:h2:" + file, properties())) {
      assertThat(held.isValid(1)).isTrue();
      FailureAnalysis why =
          failure(
              bare()
                  .withPropertyValues("voteengine.store=memory", "voteengine.ledger.file=" + file));
      assertThat(why.getAction()).contains("Another process has the ledger's H2 file open");
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", "sa");
    return properties;
  }

  @Test
  void missingRedisIsExplained() {
    FailureAnalysis why =
        failure(
            bare()
                .withPropertyValues(
                    "voteengine.redis.url=redis://127.0.0.1:1", "voteengine.ledger.memory=true"));
    assertThat(why.getAction()).contains("Check that Redis is running");
  }

  @Test
  void redisOfUnknownPlaceIsExplained() {
    FailureAnalysis why = failure(bare().withPropertyValues("voteengine.ledger.memory=true"));
    assertThat(why.getAction()).contains("Set voteengine.redis.url");
  }

  private static FailureAnalysis failure(ApplicationContextRunner runner) {
    FailureAnalysis[] found = new FailureAnalysis[1];
    runner.run(
        context -> {
          Throwable failure = context.getStartupFailure();
          assertThat(failure).isNotNull();
          // As Spring Boot finds them.
          for (FailureAnalyzer analyzer :
              SpringFactoriesLoader.forDefaultResourceLocation(TrapTest.class.getClassLoader())
                  .load(
                      FailureAnalyzer.class,
                      SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {}))) {
            if (found[0] == null && analyzer.getClass().getName().startsWith("io.voteengine")) {
              found[0] = analyzer.analyze(Objects.requireNonNull(failure));
            }
          }
        });
    return Objects.requireNonNull(found[0]);
  }

  private static String database() {
    return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  }
}
