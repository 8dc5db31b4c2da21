package io.voteengine.jdbc.apply;

import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transactions;
import java.util.function.Function;

/** Writes votes, and once more with care, which takes longer, when the database refuses data. */
public final class CarefulWrites implements VoteWrites {
  private final Transactions transactions;

  public CarefulWrites(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public <T> T write(String what, Body<T> body) {
    return carefully(way -> transactions.write(what, tx -> body.run(tx, way)));
  }

  /** Does a piece of writing in the quick way, and in the careful one where that fails. */
  public static <T> T carefully(Function<EventWriter, T> writing) {
    try {
      return writing.apply(BatchWriter::write);
    } catch (VoteLedgerException e) {
      if (!(SqlStates.sqlCause(e) instanceof RefusedDataException)) {
        throw e;
      }
      return writing.apply(PoisonIsolation::write);
    }
  }
}
