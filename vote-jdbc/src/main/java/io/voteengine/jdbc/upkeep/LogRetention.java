package io.voteengine.jdbc.upkeep;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.util.Micros;
import io.voteengine.util.RunAll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Removes entries of the audit log that are older than its retention, in whole days of UTC; on
 * PostgreSQL in partitions of several days. Several nodes may do so at once.
 */
public final class LogRetention {
  private LogRetention() {}

  /**
   * Deletes or drops what is older than the retention.
   *
   * @param retention null for ever
   */
  public static void enforce(Transactions transactions, @Nullable Duration retention) {
    Today today = transactions.read("read the time", LogRetention::today);
    if (retention == null) {
      if (today.dialect.partitionsLog()) {
        new PostgresLogUpkeep(transactions, today.day).leave();
      }
      return;
    }
    LocalDate keptFrom = today.day.minusDays(retention.toDays());
    // Recorded first, so that an audit never misses rows without knowing it, and one day later, as
    // the store's clock may have been ahead of the database's.
    Instant whole = keptFrom.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    transactions.write(
        "record what the audit log forgets",
        tx ->
            tx.handle()
                .createUpdate(
                    "UPDATE vote_event_kept SET kept_from = :from WHERE kept_from < :from")
                .bind("from", ColumnValues.argument(tx.dialect(), Micros.of(whole)))
                .execute());
    RunAll.of(
        () -> {
          if (today.dialect.partitionsLog()) {
            new PostgresLogUpkeep(transactions, today.day).partition(keptFrom, retention.toDays());
          }
        },
        () -> LogDeletion.run(transactions, keptFrom));
  }

  private record Today(LocalDate day, Dialect dialect) {}

  private static Today today(Transaction tx) {
    LocalDate day =
        tx.handle()
            .createQuery("SELECT " + tx.dialect().today() + " AS today")
            .map((rows, context) -> rows.getObject("today", LocalDate.class))
            .one();
    return new Today(day, tx.dialect());
  }
}
