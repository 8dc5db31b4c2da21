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

  /** The attempt shall leave nothing behind. */
  public void rollBack() {
    rollback = true;
  }

  boolean rollsBack() {
    return rollback;
  }

  /**
   * Refuses to go on where a statement did not write what it was given. A pool or driver that
   * swallows an error would otherwise have us commit a transaction that is already void.
   */
  public void expect(long rows, long written) throws SQLException {
    expectBetween(rows, rows, written);
  }

  /** The same where the database counts a row that it found and changed as more than one. */
  public void expectBetween(long least, long most, long written) throws SQLException {
    if (written < least || written > most) {
      throw new SQLException("a statement wrote " + written + " rows instead of " + least);
    }
  }
}
