package io.voteengine.spring.wire;

import static io.voteengine.spring.testing.Contexts.bare;
import static io.voteengine.spring.testing.Contexts.over;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.VoteEngine;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.spring.VoteDataSource;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LedgerWiringTest {
  @Test
  void ledgerUsesTheDataSourceAndLeavesItOpen() {
    try (TestDatabase database = TestDatabase.postgres()) {
      memoryStore()
          .withBean(
              "pool", DataSource.class, database::dataSource, own -> own.setDestroyMethodName(""))
          .withPropertyValues("voteengine.ledger.initialize-schema=always")
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(wiring(context).ledger().what()).startsWith("jdbc:postgresql://");
                assertThat(wiring(context).ledger().why()).contains("DataSource");
              });
      assertThat(((HikariDataSource) database.dataSource()).isClosed()).isFalse();
      database.execute("SELECT part FROM vote_partition");
    }
  }

  @Test
  void databaseInMemoryIsCalledSo() {
    over("jdbc:h2:mem:" + UUID.randomUUID())
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(wiring(context).ledger().what()).contains("ends with the application");
            });
  }

  @Test
  void ledgerMayHaveADatabaseOfItsOwn() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    memoryStore()
        .withPropertyValues("voteengine.ledger.url=" + url, "voteengine.ledger.username=sa")
        .run(context -> assertThat(context).hasSingleBean(VoteEngine.class));
  }

  @Test
  void ledgerOfItsOwnMayBeAFileByItsUrl(@TempDir Path folder) {
    memoryStore()
        .withPropertyValues(
            "voteengine.ledger.url=jdbc:h2:" + folder.resolve("ballots"),
            "voteengine.ledger.username=sa")
        .run(context -> assertThat(context).hasSingleBean(VoteEngine.class));
  }

  @Test
  void ledgerMayBeAFile(@TempDir Path folder) {
    memoryStore()
        .withPropertyValues("voteengine.ledger.file=" + folder.resolve("ballots"))
        .run(
            context -> {
              assertThat(wiring(context).ledger().why()).isEqualTo("voteengine.ledger.file");
              assertThat(folder.resolve("ballots.mv.db")).exists();
            });
  }

  @Test
  void defaultIsAFileInTheWorkingDirectory() {
    VoteWiring seen = new VoteWiring();
    memoryStore()
        .withBean("seen", VoteWiring.class, () -> seen, bean -> bean.setPrimary(true))
        // Refused after the ledger was wired, and before its file is opened and left behind.
        .withPropertyValues("voteengine.partitions=3")
        .run(context -> assertThat(context).hasFailed());
    assertThat(seen.ledger().what())
        .isEqualTo("the H2 file " + Path.of("votes").toAbsolutePath() + ".mv.db");
    assertThat(seen.ledger().why()).isEqualTo("the default without a DataSource");
    assertThat(new File("votes.mv.db")).doesNotExist();
  }

  @Test
  void twoPlacesAreRefused() {
    memoryStore()
        .withPropertyValues("voteengine.ledger.memory=true", "voteengine.ledger.file=f")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(MutuallyExclusiveConfigurationPropertiesException.class)
                    .hasMessageContaining("voteengine.ledger.file"));
  }

  @Test
  void severalDataSourcesAreRefused() {
    memoryStore()
        .withUserConfiguration(TwoDataSources.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(VoteWiringException.class)
                    .hasMessageContaining("several DataSource beans"));
  }

  @Test
  void markedDataSourceIsChosen() {
    memoryStore()
        .withUserConfiguration(MarkedDataSource.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(hasLedger(context.getBean("second", DataSource.class))).isTrue();
              assertThat(hasLedger(context.getBean("first", DataSource.class))).isFalse();
            });
  }

  private static boolean hasLedger(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        ResultSet tables = connection.getMetaData().getTables(null, null, "VOTE_PARTITION", null)) {
      return tables.next();
    }
  }

  @Test
  void sharedStoreNeedsADatabase() {
    bare()
        .withPropertyValues("voteengine.redis.url=redis://127.0.0.1:1")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(VoteWiringException.class)
                    .hasMessageContaining("in which database"));
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDataSources {
    @Bean
    HikariDataSource first() {
      return h2();
    }

    @Bean
    HikariDataSource second() {
      return h2();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class MarkedDataSource {
    @Bean
    HikariDataSource first() {
      return h2();
    }

    @Bean
    @VoteDataSource
    HikariDataSource second() {
      return h2();
    }

    @Bean
    HikariDataSource third() {
      return h2();
    }
  }

  private static HikariDataSource h2() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    pool.setUsername("sa");
    return pool;
  }

  private static ApplicationContextRunner memoryStore() {
    return bare().withPropertyValues("voteengine.store=memory");
  }

  private static VoteWiring wiring(org.springframework.context.ApplicationContext context) {
    return context.getBean(VoteWiring.class);
  }
}
