package io.voteengine.jdbc;

import io.voteengine.jdbc.source.OwnDatabase;
import io.voteengine.jdbc.sql.Transactions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link JdbcVoteLedger}. Not safe for use by many threads. */
public final class JdbcVoteLedgerBuilder {
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofDays(1);

  private final @Nullable DataSource dataSource;
  private final @Nullable Supplier<OwnDatabase> own;
  private Duration statementTimeout = Duration.ofSeconds(10);
  private Duration auditTimeout = Duration.ofMinutes(10);
  private @Nullable Duration auditRetention;
  private Duration backupRetention = Duration.ofDays(30);

  /**
   * @param own opens the ledger's own database; null: it uses the application's
   */
  JdbcVoteLedgerBuilder(@Nullable DataSource dataSource, @Nullable Supplier<OwnDatabase> own) {
    this.dataSource = dataSource;
    this.own = own;
  }

  /**
   * Sets how long one statement may take, and for how long a transaction that loses against others
   * is retried, or waits for its turn to write to an H2 file. H2 rounds it up to whole seconds.
   *
   * @param statementTimeout 1 ms to 1 day; 10 s by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
   */
  public JdbcVoteLedgerBuilder statementTimeout(Duration statementTimeout) {
    this.statementTimeout = check("statementTimeout", statementTimeout);
    return this;
  }

  /**
   * Sets how long a statement may take that reads a large part of a poll, such as an audit, or the
   * one that copies the votes of a poll into a backup.
   *
   * @param auditTimeout 1 ms to 1 day; 10 min by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
   */
  public JdbcVoteLedgerBuilder auditTimeout(Duration auditTimeout) {
    this.auditTimeout = check("auditTimeout", auditTimeout);
    return this;
  }

  /**
   * Sets how long the audit log keeps its entries, counted from the day on which they were written.
   * On PostgreSQL the log is then partitioned, and the user must own the table. Each partition
   * takes the entries of an eighth of the retention and is dropped once all of them are too old, so
   * entries are kept for up to an eighth longer.
   *
   * @param auditRetention 1 day to 100,000 days, counted in whole days; for ever by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
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
   * Sets how long backups are kept after they were taken or imported. Maintenance deletes older
   * ones.
   *
   * @param backupRetention 1 day to 100,000 days; 30 days by default
   * @return this builder
   * @throws IllegalArgumentException when it is out of range
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
   * Builds the ledger. Does not connect yet.
   *
   * @return a ledger that never closes the application's data source, and closes a pool of its own
   * @throws io.voteengine.VoteConfigurationException when the driver of its own database is missing
   */
  public JdbcVoteLedger build() {
    OwnDatabase database = own == null ? null : own.get();
    DataSource source = database == null ? Objects.requireNonNull(dataSource) : database.pool();
    return new JdbcVoteLedger(
        new Transactions(source, statementTimeout),
        auditTimeout,
        auditRetention,
        backupRetention,
        database);
  }

  private static Duration check(String name, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(name + " must be from 1 ms to 1 day: " + value);
    }
    return value;
  }
}
