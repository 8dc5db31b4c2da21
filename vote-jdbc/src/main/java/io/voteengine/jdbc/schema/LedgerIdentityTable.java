package io.voteengine.jdbc.schema;

import io.voteengine.VoteConfigurationException;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import java.util.UUID;

/** The single row about the ledger itself. */
public final class LedgerIdentityTable {
  private LedgerIdentityTable() {}

  public static UUID identity(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT id FROM vote_ledger")
        .map((rows, context) -> ColumnValues.uuid(rows, "id"))
        .findOne()
        .orElseThrow(
            () ->
                new VoteConfigurationException(
                    "The table vote_ledger has lost its row, so no store can recognise the ledger:"
                        + " restore the row from a backup, or call"
                        + " VoteSchema.renewIdentity(dataSource) and take over the store"
                        + " (RedisVoteStoreBuilder.takeOverFrom).",
                    null));
  }

  public static UUID renewIdentity(Transaction tx) {
    UUID identity = UUID.randomUUID();
    tx.handle().execute("DELETE FROM vote_ledger");
    tx.handle()
        .createUpdate("INSERT INTO vote_ledger (id) VALUES (?)")
        .bind(0, tx.dialect().uuid(identity))
        .execute();
    return identity;
  }

  /**
   * Makes other transactions that call this wait until this one ends. It changes the row, as {@link
   * PartitionTable#lock} does.
   */
  public static void lock(Transaction tx) {
    tx.handle().execute("UPDATE vote_ledger SET locks = locks + 1");
  }
}
