package io.voteengine.jdbc;

import java.sql.SQLException;

/** Runs transactions that write votes, once more with care where the database refuses some. */
@FunctionalInterface
interface VoteWrites {
  <T> T write(String what, Body<T> body);

  /** What to do within a transaction that writes votes in this way. */
  @FunctionalInterface
  interface Body<T> {
    T run(Transaction tx, EventWriter way) throws SQLException;
  }
}
