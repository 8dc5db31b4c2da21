package io.voteengine.spring.wire;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.voteengine.jdbc.JdbcVoteLedger;
import io.voteengine.jdbc.VoteSchema;
import io.voteengine.spring.config.LedgerProperties;
import io.voteengine.spring.config.LedgerProperties.InitializeSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the ledger's tables, where the properties say so. */
final class LedgerSchema {
  private static final Logger log = LoggerFactory.getLogger(LedgerSchema.class);

  private LedgerSchema() {}

  /** Creates the tables in the application's database, and says what that is. */
  static String prepare(DataSource source, InitializeSchema when) {
    String url = url(source);
    boolean isH2 = url.startsWith("jdbc:h2:");
    if (when == InitializeSchema.ALWAYS || (when == InitializeSchema.EMBEDDED && isH2)) {
      VoteSchema.migrate(source);
    }
    if (url.startsWith("jdbc:h2:mem:")) {
      log.warn(
          "The DataSource is an H2 database in memory: all votes end with this application. Set"
              + " spring.datasource.url to keep them");
      return "an H2 database in memory, which ends with the application";
    }
    return url.isEmpty()
        ? "a database"
        : url.replaceFirst("[?;].*", "").replaceFirst("//.*@", "//");
  }

  /** Returns a ledger with a pool of its own. */
  static JdbcVoteLedger connected(LedgerProperties ledger) {
    String url = Objects.requireNonNull(ledger.url());
    String user = Objects.requireNonNullElse(ledger.username(), "");
    String password = Objects.requireNonNullElse(ledger.password(), "");
    InitializeSchema when = ledger.initializeSchema();
    if (when == InitializeSchema.ALWAYS
        || (when == InitializeSchema.EMBEDDED && url.startsWith("jdbc:h2:"))) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("vote-schema");
      config.setJdbcUrl(url);
      config.setUsername(user);
      config.setPassword(password);
      config.setMaximumPoolSize(1);
      if (url.startsWith("jdbc:h2:") && !url.contains("WRITE_DELAY=")) {
        config.addDataSourceProperty("WRITE_DELAY", "0"); // As the ledger's own pool.
      }
      try (HikariDataSource pool = new HikariDataSource(config)) {
        VoteSchema.migrate(pool);
      }
    }
    return ledger.apply(JdbcVoteLedger.connecting(url, user, password)).build();
  }

  /** Empty where the database does not answer; then the ledger says why, when it is opened. */
  private static String url(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return Objects.requireNonNullElse(connection.getMetaData().getURL(), "");
    } catch (SQLException e) {
      return "";
    }
  }
}
