package io.voteengine.jdbc.upkeep;

import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.util.RunAll;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Creates the partitions of the audit log on PostgreSQL ahead of time, and drops those that are
 * over, in steps that block writers for milliseconds each.
 *
 * <p>PostgreSQL reads all of the default partition before it creates another one, and blocks all
 * writers meanwhile. So no partition is created while the default one has rows, unless a constraint
 * has proven that none of them belongs there. In that case the default partition gets bounds, its
 * rows are checked while writers write, and then it becomes a partition like the others, with a new
 * default one beside it.
 */
final class PostgresLogUpkeep {
  /** Any number that no other program uses: the bytes of "vote" and of "logs". */
  private static final long LOCK = 0x766f7465_6c6f6773L;

  /**
   * A bounded default partition refuses later days. They begin this many days ahead, which is the
   * time to finish work that was interrupted.
   */
  private static final int DAYS_TO_FINISH = 30;

  /** A transaction that waits for an exclusive lock blocks all that come later. */
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

  /** Creates and drops partitions. */
  void partition(LocalDate keptFrom, long retentionDays) {
    long days = LogPartition.days(retentionDays);
    RunAll.of(
        () -> repeat("drop a partition of the audit log", (tx, log) -> dropOver(log, keptFrom)),
        () -> repeat("partition the audit log", (tx, log) -> makeAhead(tx, log, days)));
  }

  /**
   * Stops partitioning, and removes a bound from the default partition, which would refuse later
   * days.
   */
  void leave() {
    repeat("partition the audit log", (tx, log) -> log.bound() == null ? List.of() : FREE);
  }

  /** Finds the statements of the next step; none when all is done. */
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
        SQLException cause = SqlStates.sqlCause(e);
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

  /**
   * Takes one step, if there is one. When another node is at work, that node takes it. Returns
   * whether it took one.
   */
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
      // Rows before the other partitions were left there when those were created, and are deleted
      // once they are over.
      return !log.all().isEmpty() && defaultHas(tx, "log_day < DATE '" + log.end() + "'")
          ? List.of()
          : bound(log.end(), Math.max(days, DAYS_TO_FINISH));
    }
    LocalDate from = log.end().isBefore(today) ? today : log.end();
    LogPartition next = LogPartition.of(from, days);
    return List.of(
        BRIEFLY,
        "CREATE TABLE %s PARTITION OF vote_event %s".formatted(next.table(), next.bounds()),
        published(next.table()));
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
   * Checks the rows while writers write. When it is too late for that, starts over with a later
   * day. The lock that this takes blocks no writer, so waiting for it is allowed.
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
        "CREATE TABLE vote_event_default PARTITION OF vote_event DEFAULT",
        published("vote_event_default"));
  }

  /** Lets a table without a key be changed while it is in a publication. */
  private static String published(String table) {
    return "ALTER TABLE " + table + " REPLICA IDENTITY FULL";
  }
}
