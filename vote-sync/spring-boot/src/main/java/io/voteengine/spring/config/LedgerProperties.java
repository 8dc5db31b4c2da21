package io.voteengine.spring.config;

import io.voteengine.jdbc.JdbcVoteLedgerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledger in SQL.
 *
 * @param url JDBC URL of a database of its own, with a small pool of its own. Without it, the
 *     application's DataSource is used.
 * @param username User of that database.
 * @param password Password of that user.
 * @param file An H2 file without its ending, for one process without a database server.
 * @param memory Whether to keep the ledger in memory, for tests: everything ends with the
 *     application.
 * @param initializeSchema When to create the ledger's tables, or bring them up to date, at the
 *     start.
 * @param statementTimeout How long one statement may take, 1ms to 1d; 10s if not set.
 * @param auditTimeout How long a statement may take that reads a large part of a poll, 1ms to 1d;
 *     10m if not set.
 * @param auditRetention How long the audit log keeps its entries, from 1d; for ever if not set.
 * @param backupRetention How long backups are kept, from 1d; 30d if not set.
 */
public record LedgerProperties(
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @Nullable Path file,
    @DefaultValue("false") boolean memory,
    @DefaultValue("EMBEDDED") InitializeSchema initializeSchema,
    @Nullable Duration statementTimeout,
    @Nullable Duration auditTimeout,
    @Nullable Duration auditRetention,
    @Nullable Duration backupRetention) {

  /** When to create the ledger's tables. */
  public enum InitializeSchema {
    /** At each start. */
    ALWAYS,
    /** At each start, if the database is H2. */
    EMBEDDED,
    /** Never: another tool runs the scripts. */
    NEVER
  }

  /** Sets the options that have a value. */
  public JdbcVoteLedgerBuilder apply(JdbcVoteLedgerBuilder builder) {
    String ledger = "voteengine.ledger.";
    Option.set(ledger + "statement-timeout", statementTimeout, builder::statementTimeout);
    Option.set(ledger + "audit-timeout", auditTimeout, builder::auditTimeout);
    Option.set(ledger + "audit-retention", auditRetention, builder::auditRetention);
    Option.set(ledger + "backup-retention", backupRetention, builder::backupRetention);
    return builder;
  }
}
