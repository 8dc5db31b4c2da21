package io.voteengine.jdbc;

import io.voteengine.jdbc.source.OwnDatabase;
import io.voteengine.jdbc.sql.Transactions;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link JdbcVoteLedger}. Not safe for use by many threads. */
public final class JdbcVoteLedgerBuilder {
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofDays(1);

  private final DataSource dataSource;
  private Duration statementTimeout = Duration.ofSeconds(10);
  private Duration auditTimeout = Duration.ofMinutes(10);
  private @Nullable Duration auditRetention;
  private Duration backupRetention = Duration.ofDays(30);

  public JdbcVoteLedgerBuilder(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * How long one statement may take, and how long a transaction that loses against others is tried
   * again. H2 rounds it up to whole seconds.
   *
   * @param statementTimeout 1 ms to 1 day; 10 s by default
   * @return this builder
   */
  public JdbcVoteLedgerBuilder statementTimeout(Duration statementTimeout) {
    this.statementTimeout = check("statementTimeout", statementTimeout);
    return this;
  }

  /**
   * How long an audit may take, which reads every row of a poll; and the one statement that takes a
   * backup, which copies them.
   *
   * @param auditTimeout 1 ms to 1 day; 10 min by default
   * @return this builder
   */
  public JdbcVoteLedgerBuilder auditTimeout(Duration auditTimeout) {
    this.auditTimeout = check("auditTimeout", auditTimeout);
    return this;
  }

  /**
   * How long the audit log keeps its entries, by the day on which they were written. On PostgreSQL
   * the log is then partitioned, for which the user must own the table: each partition takes the
   * entries of an eighth of the retention, and is dropped once all of them are over, so that
   * entries are kept for up to an eighth longer.
   *
   * @param auditRetention 1 day to 100,000 days, counted in whole days; for ever by default
   * @return this builder
   */
  public JdbcVoteLedgerBuilder auditRetention(Duration auditRetention) {
    if (auditRetention.toDays() < 1 || auditRetention.toDays() > 100_000) {
      throw new IllegalArgumentException(
          "auditRetention must be from 1 day to 100,000 days: " + auditRetention);
    }
    this.auditRetention = auditRetention;
    return this;
  }

  /**
   * How long backups are kept, from when they were taken or imported. Housekeeping deletes those
   * that are older.
   *
   * @param backupRetention 1 day to 100,000 days; 30 days by default
   * @return this builder
   */
  public JdbcVoteLedgerBuilder backupRetention(Duration backupRetention) {
    if (backupRetention.toDays() < 1 || backupRetention.compareTo(Duration.ofDays(100_000)) > 0) {
      throw new IllegalArgumentException(
          "backupRetention must be from 1 day to 100,000 days: " + backupRetention);
    }
    this.backupRetention = backupRetention;
    return this;
  }

  /**
   * Builds the ledger. Connects to nothing yet.
   *
   * @return a ledger that never closes the data source
   */
  public JdbcVoteLedger build() {
    return build(null);
  }

  public JdbcVoteLedger build(@Nullable OwnDatabase own) {
    return new JdbcVoteLedger(
        new Transactions(dataSource, statementTimeout),
        auditTimeout,
        auditRetention,
        backupRetention,
        own);
  }

  private static Duration check(String name, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(name + " must be from 1 ms to 1 day: " + value);
    }
    return value;
  }
}
