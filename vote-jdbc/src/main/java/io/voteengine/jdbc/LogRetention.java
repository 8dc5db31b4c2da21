package io.voteengine.jdbc;

import io.voteengine.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Lets the audit log forget what is older than its retention, in whole days of UTC. Several nodes
 * may do so at once.
 */
final class LogRetention {
  private static final int ROWS_AT_ONCE = 10_000;

  private LogRetention() {}

  static void enforce(Transactions transactions, Duration retention) {
    LocalDate today = transactions.read("read the time", LogRetention::today);
    LocalDate keptFrom = today.minusDays(retention.toDays());
    // Said first, so that an audit never misses rows that it was not told of; and a day later, as
    // the store's clock may have been ahead of the database's.
    Instant whole = keptFrom.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    transactions.write(
        "record what the audit log forgets",
        tx ->
            tx.handle()
                .createUpdate(
                    "UPDATE vote_event_kept SET kept_from = :from WHERE kept_from < :from")
                .bind("from", Values.argument(tx.dialect(), Micros.of(whole)))
                .execute());
    transactions.write(
        "part the audit log by days",
        tx -> {
          tx.dialect().partLog(tx.connection(), today, keptFrom);
          return keptFrom;
        });
    int deleted;
    do {
      deleted =
          transactions.write(
              "delete from the audit log",
              tx ->
                  tx.handle()
                      .createUpdate(tx.dialect().deleteLog())
                      .bind(0, Values.argument(keptFrom))
                      .bind(1, ROWS_AT_ONCE)
                      .execute());
    } while (deleted == ROWS_AT_ONCE);
  }

  private static LocalDate today(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT " + tx.dialect().today() + " AS today")
        .map((rows, context) -> rows.getObject("today", LocalDate.class))
        .one();
  }
}
