package io.voteengine.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** One attempt at a transaction, as its body sees it. */
public final class Transaction {
  private final Handle handle;
  private final Dialect dialect;
  private boolean rollback;

  Transaction(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  public Handle handle() {
    return handle;
  }

  public Connection connection() {
    return handle.getConnection();
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Makes the attempt end without changes. */
  public void rollBack() {
    rollback = true;
  }

  boolean rollsBack() {
    return rollback;
  }

  /**
   * Fails when a statement did not write what it was given. If a pool or driver hides an error, we
   * would otherwise commit a transaction that has already failed.
   */
  public void expect(long rows, long written) throws SQLException {
    expectBetween(rows, rows, written);
  }

  /** Does the same when the database may count a row that it found and changed more than once. */
  public void expectBetween(long least, long most, long written) throws SQLException {
    if (written < least || written > most) {
      throw new SQLException("a statement wrote " + written + " rows instead of " + least);
    }
  }
}
