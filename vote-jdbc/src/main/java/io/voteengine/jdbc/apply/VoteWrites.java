package io.voteengine.jdbc.apply;

import io.voteengine.jdbc.sql.Transaction;
import java.sql.SQLException;

/** Runs transactions that write votes, and once more with care when the database refuses some. */
@FunctionalInterface
public interface VoteWrites {
  <T> T write(String what, Body<T> body);

  /** The work within a transaction that writes votes in the given way. */
  @FunctionalInterface
  interface Body<T> {
    T run(Transaction tx, EventWriter way) throws SQLException;
  }
}
