package io.voteengine.jdbc;

import io.voteengine.VoteConfigurationException;
import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.schema.LedgerIdentityTable;
import io.voteengine.jdbc.schema.Migration;
import io.voteengine.jdbc.schema.SchemaCheck;
import io.voteengine.jdbc.schema.SchemaState;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Settings;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Creates and checks the ledger's tables. Nothing else in the library creates them, except ledgers
 * that own their database ({@link JdbcVoteLedger#file} and {@link JdbcVoteLedger#memory}).
 *
 * <p>If you use a migration tool of your own, run the same scripts with it. They are the resources
 * {@code io/voteengine/jdbc/postgresql/V001__*.sql}, and the same in {@code mysql} (for MariaDB
 * too) and {@code h2}. Each script records itself in the table {@code vote_schema_history}.
 */
public final class VoteSchema {
  /** Also the wait for other nodes that migrate; later versions may have to build an index. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private VoteSchema() {}

  /**
   * Creates the tables, or brings them up to date. Does nothing when they are up to date. Several
   * nodes may call this at once; each returns when the tables are there.
   *
   * @param dataSource the database, with the right to create tables
   * @throws VoteConfigurationException when the schema is newer than this library, was made by
   *     other scripts, or has lost tables, or when the database has a setting that the ledger
   *     cannot work with; the message says what to do
   * @throws VoteLedgerException when the database does not answer or refuses
   */
  public static void migrate(DataSource dataSource) {
    migrate(new Transactions(dataSource, TIMEOUT));
  }

  /**
   * Checks that the tables are those of this library, and that the ledger can work with the
   * settings of the database, the driver and the pool. Changes nothing.
   *
   * @param dataSource the database
   * @throws VoteConfigurationException when the schema is missing, incomplete, older or newer than
   *     this library, or a setting is wrong; the message says what to do
   * @throws VoteLedgerException when the database does not answer
   */
  public static void validate(DataSource dataSource) {
    validate(new Transactions(dataSource, TIMEOUT));
  }

  /**
   * Gives a copy of a database a new identity. Engines on the copy then refuse the store of the
   * original, and engines on the original refuse the store of the copy. Call this once, on the
   * copy, before you build an engine on it. See {@link io.voteengine.spi.VoteLedger#identity}.
   *
   * @param dataSource the copy, with the ledger's tables
   * @return the new identity
   * @throws VoteConfigurationException when the schema is not that of this library
   * @throws VoteLedgerException when the database does not answer or refuses
   */
  public static UUID renewIdentity(DataSource dataSource) {
    Transactions transactions = new Transactions(dataSource, TIMEOUT);
    validate(transactions);
    return transactions.write("renew its identity", LedgerIdentityTable::renewIdentity);
  }

  static void migrate(Transactions transactions) {
    transactions.write(
        "migrate its schema",
        tx -> {
          Settings.refuseUnsafe(tx);
          Dialect.Step unlock = tx.dialect().lockSchema(tx.connection());
          try {
            SchemaState state = SchemaState.read(tx);
            SchemaCheck.refuseForeign(state);
            state.missing().forEach(step -> run(tx, step));
            return state;
          } finally {
            unlock.run();
          }
        });
  }

  static void validate(Transactions transactions) {
    transactions.read(
        "check its schema",
        tx -> {
          Settings.refuseUnsafe(tx);
          SchemaState state = SchemaState.read(tx);
          SchemaCheck.refuseUnready(state);
          return state;
        });
  }

  private static void run(Transaction tx, Migration step) {
    tx.handle().createScript(step.sql()).executeAsSeparateStatements();
    tx.handle()
        .execute(
            "UPDATE vote_schema_history SET checksum = ? WHERE version = ?",
            step.checksum(),
            step.version());
  }
}
