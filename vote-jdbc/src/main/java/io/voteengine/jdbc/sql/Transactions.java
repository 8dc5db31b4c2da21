package io.voteengine.jdbc.sql;

import io.voteengine.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Runs bodies in transactions of its own: READ COMMITTED whatever the pool's default, with a
 * timeout for every statement. What lost against another transaction is retried until the timeout
 * has passed: how often a busy row makes one lose says nothing about the next time. Other failures
 * that may pass are retried a few times, on another connection if the server behind one has become
 * read-only. Each connection goes back with its former settings. Safe for use by many threads.
 */
public final class Transactions {
  /** How often a failure is retried that another transaction need not be the cause of. */
  private static final int ATTEMPTS = 8;

  /** After this many failures the pauses grow no more; the longest is a quarter of a second. */
  private static final int LONGEST_PAUSE = 6;

  private final Jdbi jdbi;
  private final Duration timeout;

  /** Until when the callers wait; null: as long as the timeout. */
  private final @Nullable Deadline callers;

  /** Known after the first connection; shared by all that use the database. */
  private final AtomicReference<@Nullable Dialect> dialect;

  public Transactions(DataSource dataSource, Duration timeout) {
    this.jdbi = Jdbi.create(SpringProxies.behind(dataSource));
    // We end our transactions ourselves, even those that pools with auto-commit=false keep open.
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    this.timeout = timeout;
    this.callers = null;
    this.dialect = new AtomicReference<>();
  }

  private Transactions(
      Jdbi jdbi,
      Duration timeout,
      @Nullable Deadline callers,
      AtomicReference<@Nullable Dialect> dialect) {
    this.jdbi = jdbi;
    this.timeout = timeout;
    this.callers = callers;
    this.dialect = dialect;
  }

  /** Uses the same database with another timeout. */
  public Transactions withTimeout(Duration other) {
    return new Transactions(jdbi, other, null, dialect);
  }

  /**
   * Uses the same database for callers who wait until a deadline, after which nothing is retried.
   */
  public Transactions retryingUntil(Deadline deadline) {
    return new Transactions(jdbi, timeout, deadline, dialect);
  }

  /** Runs a body that writes. Returns once the changes are on disk. */
  public <T> T write(String what, TransactionBody<T> body) {
    return run(
        what, Dialect::writeLock, body, (tx, result) -> tx.dialect().commit(tx.connection()));
  }

  /**
   * Does the same as {@link #write(String, TransactionBody)}, where the check confirms the commit.
   * After the commit nothing is retried: a failure then has an unknown outcome.
   *
   * @param check reads the changes with one statement, and fails when they are missing
   */
  public <T> T write(String what, TransactionBody<T> body, Ending<T> check) {
    return run(
        what,
        Dialect::writeLock,
        body,
        (tx, result) -> {
          tx.dialect().commitUnconfirmed(tx.connection());
          try {
            // A session's settings of transactions and their timeouts do not affect a single read.
            tx.connection().setAutoCommit(true);
            check.end(tx, result);
          } catch (SQLException | JdbiException e) {
            SQLException cause = SqlStates.sqlCause(e);
            throw new LostCommitException(cause == null ? new SQLException(e) : cause);
          }
        });
  }

  public <T> T read(String what, TransactionBody<T> body) {
    return run(what, dialect -> null, body, (tx, result) -> tx.connection().rollback());
  }

  /** Reads facts that let others forget something: what was read is on disk. */
  public <T> T readSettled(String what, TransactionBody<T> body) {
    return run(
        what,
        Dialect::writeLock,
        body,
        (tx, result) -> {
          tx.connection().rollback();
          tx.dialect().settle(tx.connection());
        });
  }

  /** Ends a transaction, or checks its result. */
  public interface Ending<T> {
    void end(Transaction tx, T result) throws SQLException;
  }

  /** Chooses the lock that a transaction holds from before its begin until after its end. */
  private interface Guard {
    @Nullable Lock of(Dialect dialect);
  }

  private <T> T run(String what, Guard guard, TransactionBody<T> body, Ending<T> ending) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(guard, deadline, body, ending);
      } catch (SQLException | JdbiException e) {
        SQLException cause = SqlStates.sqlCause(e);
        if (cause == null
            || !(SqlStates.retriable(cause) || SqlStates.isReadOnly(cause))
            || (attempt >= ATTEMPTS && !SqlStates.lostConflict(cause))
            || System.nanoTime() >= deadline
            || (callers != null && callers.passed())) {
          throw SqlFailure.translate(what, e);
        }
        pause(what, attempt, e);
      }
    }
  }

  private <T> T attempt(Guard guard, long deadline, TransactionBody<T> body, Ending<T> ending)
      throws SQLException {
    try (WriteTurn turn = new WriteTurn()) {
      Dialect known = dialect.get();
      if (known != null) {
        // Before a connection is borrowed: who waits must not keep the pool from who works.
        turn.take(guard.of(known), patience(deadline));
      }
      try (BorrowedConnection borrowed = new BorrowedConnection(jdbi.open())) {
        Dialect found = dialect(borrowed.handle().getConnection());
        if (turn.isTaken() || guard.of(found) == null) {
          return attempt(borrowed, found, body, ending);
        }
      }
    }
    // Now that the database is known to want turns.
    return attempt(guard, deadline, body, ending);
  }

  /** How long to wait for a turn: no longer than the callers wait for the answer. */
  private long patience(long deadline) {
    long nanos = deadline - System.nanoTime();
    return callers == null ? nanos : Math.min(nanos, callers.remainingNanos());
  }

  private <T> T attempt(
      BorrowedConnection borrowed, Dialect database, TransactionBody<T> body, Ending<T> ending)
      throws SQLException {
    try {
      Connection connection = borrowed.handle().getConnection();
      borrowed.begin(database, timeout);
      Transaction tx = new Transaction(borrowed.handle(), database);
      T result = body.run(tx);
      if (tx.rollsBack()) {
        connection.rollback();
      } else {
        ending.end(tx, result);
      }
      return result;
    } catch (Throwable t) {
      borrowed.fail(t);
      throw t;
    }
  }

  private Dialect dialect(Connection connection) throws SQLException {
    Dialect known = dialect.get();
    if (known == null) {
      known = Dialects.of(connection);
      dialect.set(known);
    }
    return known;
  }

  private static void pause(String what, int attempt, Exception e) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 4L << Math.min(attempt, LONGEST_PAUSE)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw SqlFailure.translate(what, e);
    }
  }
}
