package io.voteengine.spring.wire;

import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.memory.InMemoryVoteStore;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spring.VoteDataSource;
import io.voteengine.spring.config.LedgerProperties;
import io.voteengine.spring.config.VoteEngineProperties;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the ledger: by its properties, in the application's DataSource, or in an H2 file. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {
  private static final Path DEFAULT_FILE = Path.of("votes");

  @Bean
  @ConditionalOnMissingBean(VoteLedger.class)
  @DependsOnDatabaseInitialization // After Flyway, Liquibase and schema.sql.
  JdbcVoteLedger voteLedger(
      VoteEngineProperties properties,
      VoteStore store,
      @VoteDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> all,
      VoteWiring wiring) {
    LedgerProperties ledger = properties.ledger();
    refuseTwo(ledger);
    if (ledger.url() != null) {
      wiring.ledger("a database of its own", "voteengine.ledger.url");
      return LedgerSchema.connected(ledger);
    }
    if (ledger.file() != null) {
      return file(ledger, ledger.file(), "voteengine.ledger.file", wiring);
    }
    if (ledger.memory()) {
      wiring.ledger("memory, which ends with the application", "voteengine.ledger.memory");
      return ledger.apply(JdbcVoteLedger.inMemory()).build();
    }
    DataSource source = dataSource(marked, all);
    if (source != null) {
      String what = LedgerSchema.prepare(source, ledger.initializeSchema());
      wiring.ledger(what, "the DataSource of the application");
      return ledger.apply(JdbcVoteLedger.builder(source)).build();
    }
    if (!(store instanceof InMemoryVoteStore)) {
      throw new VoteWiringException(
          "Nothing says in which database votes are durable: there is no DataSource bean, and none"
              + " of voteengine.ledger.* names a database.",
          "Set spring.datasource.url (with spring-boot-starter-jdbc), or voteengine.ledger.url. A"
              + " file is the default only with a store in memory, since other nodes cannot share"
              + " it.");
    }
    return file(ledger, DEFAULT_FILE, "the default without a DataSource", wiring);
  }

  private static JdbcVoteLedger file(
      LedgerProperties ledger, Path file, String why, VoteWiring wiring) {
    wiring.ledger("the H2 file " + file.toAbsolutePath().normalize() + ".mv.db", why);
    return ledger.apply(JdbcVoteLedger.inFile(file)).build();
  }

  private static void refuseTwo(LedgerProperties ledger) {
    Map<String, @Nullable Object> places = new LinkedHashMap<>();
    places.put("voteengine.ledger.url", ledger.url());
    places.put("voteengine.ledger.file", ledger.file());
    places.put("voteengine.ledger.memory", ledger.memory() ? true : null);
    MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(
        entries -> entries.putAll(places));
  }

  private static @Nullable DataSource dataSource(
      ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
    DataSource chosen = marked.getIfUnique();
    if (chosen == null) {
      chosen = all.getIfUnique();
    }
    if (chosen == null && all.stream().filter(Objects::nonNull).count() > 1) {
      throw new VoteWiringException(
          "There are several DataSource beans, and nothing says which one the ledger uses.",
          "Annotate one of them with @VoteDataSource or @Primary, or declare a VoteLedger bean.");
    }
    return chosen;
  }
}
