package io.voteengine.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class H2SettingsTest {
  /** As {@code SET IGNORECASE TRUE} creates columns, in which {@code ada} equals {@code Ada}. */
  @Test
  void tablesThatIgnoreCaseAreRefused() {
    try (TestDatabase database = TestDatabase.h2()) {
      VoteSchema.migrate(database.dataSource());
      database.execute("ALTER TABLE vote ALTER COLUMN voter VARCHAR_IGNORECASE(128) NOT NULL");
      assertThatThrownBy(() -> JdbcVoteLedger.over(database.dataSource()).open(1))
          .isInstanceOf(VoteConfigurationException.class)
          .hasMessageContainingAll("The table VOTE ignores the case of letters", "IGNORECASE");
    }
  }
}
