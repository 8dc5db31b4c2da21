package io.voteengine.jdbc.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A transaction's turn to write, where one at a time does. For use by one thread. */
final class WriteTurn implements AutoCloseable {
  private final Duration timeout;
  private @Nullable Lock held;

  WriteTurn(Duration timeout) {
    this.timeout = timeout;
  }

  /** Waits for the lock, unless this turn has one or the transaction needs none. */
  void take(@Nullable Lock lock) throws SQLException {
    if (lock == null || held != null) {
      return;
    }
    try {
      if (!lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SQLTimeoutException(
            "another transaction has been writing to the file for " + timeout, SqlStates.TIMEOUT);
      }
      held = lock;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTimeoutException("interrupted before its turn to write", SqlStates.TIMEOUT, e);
    }
  }

  @Override
  public void close() {
    if (held != null) {
      held.unlock();
      held = null;
    }
  }
}
