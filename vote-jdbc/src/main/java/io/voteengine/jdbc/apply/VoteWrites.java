package io.voteengine.jdbc.apply;

import io.voteengine.jdbc.sql.Transaction;
import java.sql.SQLException;

/** Runs transactions that write votes, once more with care where the database refuses some. */
@FunctionalInterface
public interface VoteWrites {
  <T> T write(String what, Body<T> body);

  /** What to do within a transaction that writes votes in this way. */
  @FunctionalInterface
  interface Body<T> {
    T run(Transaction tx, EventWriter way) throws SQLException;
  }
}
