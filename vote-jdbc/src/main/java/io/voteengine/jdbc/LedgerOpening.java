package io.voteengine.jdbc;

import io.voteengine.jdbc.backup.file.JacksonCheck;
import io.voteengine.jdbc.partition.RecordedPartitions;
import io.voteengine.jdbc.schema.LedgerIdentityTable;
import io.voteengine.jdbc.sql.PoolerCheck;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.rules.SubjectPlaces;
import java.sql.DatabaseMetaData;
import java.util.UUID;

/**
 * What is known of a ledger once it is open.
 *
 * @param range the partitions that it serves
 * @param identity see {@link io.voteengine.spi.VoteLedger#identity}
 * @param places in which partition each subject is
 */
record LedgerOpening(PartitionRange range, UUID identity, SubjectPlaces places) {
  /**
   * Checks the schema and the rights, as the first step.
   *
   * @param ownsSchema whether the ledger makes its tables itself
   * @return product and version of the database
   */
  static String check(Transactions transactions, boolean ownsSchema) {
    JacksonCheck.run();
    if (ownsSchema) {
      VoteSchema.migrate(transactions);
    }
    VoteSchema.validate(transactions);
    return transactions.read(
        "check that it may write",
        tx -> {
          RecordedPartitions.checkThatItMayBeWritten(tx.handle());
          DatabaseMetaData about = tx.connection().getMetaData();
          return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
        });
  }

  /** Checks the way to the database, and records the partitions. */
  static LedgerOpening of(Transactions transactions, PartitionRange range) {
    PoolerCheck.run(transactions);
    UUID identity = transactions.read("read its identity", LedgerIdentityTable::identity);
    transactions.write("be opened", tx -> RecordedPartitions.record(tx.handle(), range));
    transactions.read("be opened", tx -> RecordedPartitions.check(tx.handle(), range));
    return new LedgerOpening(range, identity, new SubjectPlaces(range.partitions()));
  }
}
