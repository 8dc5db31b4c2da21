package io.voteengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.jdbc.source.OwnDatabase;
import io.voteengine.jdbc.testing.Database;
import io.voteengine.jdbc.testing.EachDatabase;
import io.voteengine.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The small pool of a ledger that was given a URL. */
class OwnDatabaseTest {
  @EachDatabase(except = Database.H2)
  void serverThatGoesSilentHoldsNoThreadForEver(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh();
        OwnDatabase own =
            OwnDatabase.connect(database.url(), database.user(), database.password());
        Connection connection = own.pool().getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
    }
  }

  @EachDatabase(except = Database.H2)
  void whatTheUrlSaysComesFirst(Database kind) throws SQLException {
    try (TestDatabase database = kind.fresh()) {
      String url = database.url();
      String seven = kind == Database.POSTGRES ? "socketTimeout=7" : "socketTimeout=7000";
      try (OwnDatabase own =
              OwnDatabase.connect(
                  url + (url.contains("?") ? "&" : "?") + seven,
                  database.user(),
                  database.password());
          Connection connection = own.pool().getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(7_000);
      }
    }
  }

  @Test
  void poolIsSmallAndClosedWithTheLedger() {
    OwnDatabase own = OwnDatabase.connect("jdbc:h2:mem:", "sa", "");
    assertThat(own.pool().getMaximumPoolSize()).isLessThanOrEqualTo(6);
    JdbcVoteLedger ledger = new JdbcVoteLedgerBuilder(null, () -> own).build();
    ledger.close();
    assertThat(own.pool().isClosed()).isTrue();
  }
}
