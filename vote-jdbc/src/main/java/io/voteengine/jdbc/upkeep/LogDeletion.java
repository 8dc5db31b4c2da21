package io.voteengine.jdbc.upkeep;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Deletes entries of the audit log row by row, where no partition of theirs can be dropped. */
final class LogDeletion {
  private static final int ROWS_AT_ONCE = 10_000;

  private LogDeletion() {}

  static void run(Transactions transactions, LocalDate before) {
    List<String> tables = transactions.read("look at the audit log", LogDeletion::deletedRowByRow);
    for (String table : tables) {
      int deleted;
      do {
        deleted =
            transactions.write(
                "delete from the audit log",
                tx ->
                    tx.handle()
                        .createUpdate(tx.dialect().deleteLog(table))
                        .bind(0, ColumnValues.argument(before))
                        .bind(1, ROWS_AT_ONCE)
                        .execute());
      } while (deleted == ROWS_AT_ONCE);
    }
  }

  /** Returns the tables from which old entries are deleted one by one. */
  private static List<String> deletedRowByRow(Transaction tx) {
    return tx.dialect().partitionsLog()
        ? Stream.concat(
                LogPartitions.read(tx).all().stream()
                    .filter(LogPartition::wasDefault)
                    .map(LogPartition::table),
                Stream.of("vote_event_default"))
            .toList()
        : List.of("vote_event");
  }
}
