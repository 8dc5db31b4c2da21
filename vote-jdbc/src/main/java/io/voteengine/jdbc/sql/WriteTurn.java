package io.voteengine.jdbc.sql;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A transaction's turn to write, where one at a time does. For use by one thread. */
final class WriteTurn implements AutoCloseable {
  private @Nullable Lock held;

  /**
   * Waits for the lock.
   *
   * @param lock null: the transaction needs none
   * @throws NoTurnException when the time passes, or the thread is interrupted, before that
   */
  void take(@Nullable Lock lock, long nanos) throws NoTurnException {
    if (lock != null && (isFreeFor(lock) || await(lock, nanos))) {
      held = lock;
    }
  }

  /** A thread that is interrupted already cannot wait, but a free lock needs no waiting. */
  private static boolean isFreeFor(Lock lock) {
    return Thread.currentThread().isInterrupted() && lock.tryLock();
  }

  private static boolean await(Lock lock, long nanos) throws NoTurnException {
    try {
      if (!lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
        throw new NoTurnException("the file was written by others for too long");
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoTurnException("the calling thread was interrupted while others wrote the file");
    }
  }

  boolean isTaken() {
    return held != null;
  }

  @Override
  public void close() {
    if (held != null) {
      held.unlock();
      held = null;
    }
  }

  /** Thrown where nothing was done, because others were writing. */
  static final class NoTurnException extends SQLException {
    private static final long serialVersionUID = 1L;

    NoTurnException(String reason) {
      super(reason, SqlStates.TIMEOUT);
    }
  }
}
