package io.voteengine.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.schema.Migration;
import io.voteengine.jdbc.testing.ServerProgram;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.tck.testing.LogLines;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
  void databaseThatIsNotInUtf8IsRefused(String encoding) {
    String name = "vote_test_" + UUID.randomUUID().toString().replace('-', '_');
    try (TestDatabase server = TestDatabase.postgres()) {
      server.execute(
          "CREATE DATABASE %s TEMPLATE template0 ENCODING '%s' LOCALE_PROVIDER libc LOCALE 'C'"
              .formatted(name, encoding));
      try {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(server.url().replaceFirst("(:\\d+/)\\w+.*", "$1" + name));
        database.setUser(server.user());
        database.setPassword(server.password());
        String sentence = "The database " + name + " is encoded as " + encoding;
        assertThatThrownBy(() -> VoteSchema.migrate(database))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContainingAll(sentence, "ENCODING 'UTF8'");
        // As a migration tool of the host may have created the tables.
        try (Handle handle = Jdbi.open(database)) {
          handle
              .createScript(Migration.shipped(new PostgresDialect()).get(0).sql())
              .executeAsSeparateStatements();
        }
        assertThatThrownBy(() -> JdbcVoteLedger.over(database).open(1))
            .isInstanceOf(VoteConfigurationException.class)
            .hasMessageContaining(sentence);
      } finally {
        server.execute("DROP DATABASE " + name);
      }
    }
  }

  @Test
  void serverThatForgetsIsWarnedOf() {
    try (ServerProgram server = ServerProgram.postgres(null, "-c", "fsync=off");
        TestDatabase database = TestDatabase.postgres(server.server())) {
      VoteSchema.migrate(database.dataSource());
      LogLines lines = LogLines.record();
      JdbcVoteLedger.over(database.dataSource()).open(1);
      assertThat(lines.own()).anyMatch(line -> line.contains("fsync = off"));
    }
  }
}
