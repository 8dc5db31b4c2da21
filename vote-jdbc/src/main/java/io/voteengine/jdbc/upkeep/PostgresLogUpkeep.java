package io.voteengine.jdbc.upkeep;

import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.sql.SqlFailure;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the partitions of the audit log on PostgreSQL ahead, and drops those that are over, in
 * steps that hold writers up for milliseconds each.
 *
 * <p>PostgreSQL reads all of the default partition before it makes another one, and no writer can
 * go on meanwhile. So none is made while the default one has rows, unless a constraint has proven
 * that none of them belongs there: the default partition is bounded, its rows are checked while
 * writers write, and then it becomes a partition like the others, with a new default one beside.
 */
final class PostgresLogUpkeep {
  /** Any number that nobody else uses: the bytes of "vote" and of "logs". */
  private static final long LOCK = 0x766f7465_6c6f6773L;

  /**
   * A bounded default partition refuses later days. That is so many days away, which is the time to
   * finish what was cut short.
   */
  private static final int DAYS_TO_FINISH = 30;

  /** Whoever waits for an exclusive lock holds up all who come later. */
  private static final String BRIEFLY = "SET LOCAL lock_timeout = '50ms'";

  private static final List<String> FREE =
      List.of(BRIEFLY, "ALTER TABLE vote_event_default DROP CONSTRAINT " + LogPartitions.BOUND);

  private static final int ATTEMPTS = 10;
  private static final long LEAST_PAUSE_NANOS = 200_000_000;

  private static final String NO_LOCK = "55P03";
  private static final String HAS_ROWS = "23514";

  private final Transactions transactions;
  private final LocalDate today;

  PostgresLogUpkeep(Transactions transactions, LocalDate today) {
    this.transactions = transactions;
    this.today = today;
  }

  /** Makes and drops partitions. */
  void partition(LocalDate keptFrom, long retentionDays) {
    long days = LogPartition.days(retentionDays);
    Upkeep.all(
        () -> repeat("drop a partition of the audit log", (tx, log) -> dropOver(log, keptFrom)),
        () -> repeat("partition the audit log", (tx, log) -> makeAhead(tx, log, days)));
  }

  /** Partitions no more, and takes a bound off the default partition, which refuses later days. */
  void leave() {
    repeat("partition the audit log", (tx, log) -> log.bound() == null ? List.of() : FREE);
  }

  /** Finds the statements of the next step; none: all is done. */
  private interface Plan {
    List<String> next(Transaction tx, LogPartitions log);
  }

  private void repeat(String what, Plan plan) {
    for (int failures = 0; failures < ATTEMPTS; ) {
      try {
        if (!step(what, plan)) {
          return;
        }
      } catch (VoteLedgerException e) {
        SQLException cause = SqlFailure.sqlCause(e);
        String state = cause == null ? null : cause.getSQLState();
        boolean again = NO_LOCK.equals(state) || HAS_ROWS.equals(state);
        if (!again || ++failures == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        long more = ThreadLocalRandom.current().nextLong(LEAST_PAUSE_NANOS);
        LockSupport.parkNanos(LEAST_PAUSE_NANOS + more);
      }
    }
  }

  /** Takes one step, if there is any; where another node is at work, that node takes it. */
  private boolean step(String what, Plan plan) {
    return transactions.write(
        what,
        tx -> {
          boolean isAlone =
              tx.handle()
                  .createQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")
                  .mapTo(Boolean.class)
                  .one();
          List<String> next = isAlone ? plan.next(tx, LogPartitions.read(tx)) : List.of();
          next.forEach(tx.handle()::execute);
          return !next.isEmpty();
        });
  }

  private static List<String> dropOver(LogPartitions log, LocalDate keptFrom) {
    return log.all().isEmpty() || log.all().get(0).until().isAfter(keptFrom)
        ? List.of()
        : List.of(BRIEFLY, "DROP TABLE " + log.all().get(0).table());
  }

  private List<String> makeAhead(Transaction tx, LogPartitions log, long days) {
    if (log.bound() != null) {
      return log.boundIsValid() ? becomePartition(log.bound()) : check(log.bound());
    }
    if (log.end().isAfter(today.plusDays(LogPartition.DAYS_AHEAD))) {
      return List.of();
    }
    if (defaultHas(tx, "true")) {
      // What lies before other partitions was left there when they were made, and is deleted once
      // it is over.
      return !log.all().isEmpty() && defaultHas(tx, "log_day < DATE '" + log.end() + "'")
          ? List.of()
          : bound(log.end(), Math.max(days, DAYS_TO_FINISH));
    }
    LocalDate from = log.end().isBefore(today) ? today : log.end();
    LogPartition next = LogPartition.of(from, days);
    return List.of(
        BRIEFLY,
        "CREATE TABLE %s PARTITION OF vote_event %s".formatted(next.table(), next.bounds()));
  }

  private static boolean defaultHas(Transaction tx, String condition) {
    return tx.handle()
        .createQuery("SELECT EXISTS (SELECT FROM vote_event_default WHERE " + condition + ")")
        .mapTo(Boolean.class)
        .one();
  }

  private List<String> bound(LocalDate from, long days) {
    LogPartition bound = LogPartition.ofDefault(from, today.plusDays(days));
    return List.of(
        BRIEFLY,
        "ALTER TABLE vote_event_default ADD CONSTRAINT %s CHECK (%s) NOT VALID"
            .formatted(LogPartitions.BOUND, bound.condition()));
  }

  /**
   * Checks the rows while writers write; too late for that, it begins anew with a later day. The
   * lock that this takes is in nobody's way, so it may be waited for.
   */
  private List<String> check(LogPartition bound) {
    return bound.until().isAfter(today.plusDays(1))
        ? List.of("ALTER TABLE vote_event_default VALIDATE CONSTRAINT " + LogPartitions.BOUND)
        : FREE;
  }

  private static List<String> becomePartition(LogPartition bound) {
    String table = bound.table();
    return List.of(
        BRIEFLY,
        "ALTER TABLE vote_event DETACH PARTITION vote_event_default",
        "ALTER TABLE vote_event_default RENAME TO " + table,
        "ALTER TABLE vote_event ATTACH PARTITION " + table + " " + bound.bounds(),
        "ALTER TABLE " + table + " DROP CONSTRAINT " + LogPartitions.BOUND,
        "CREATE TABLE vote_event_default PARTITION OF vote_event DEFAULT");
  }
}
