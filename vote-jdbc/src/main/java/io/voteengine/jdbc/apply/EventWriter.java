package io.voteengine.jdbc.apply;

import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.SQLException;
import java.util.List;

/** A way to write events of one partition, whose row the transaction has locked. */
@FunctionalInterface
public interface EventWriter {
  /**
   * Writes the events in their order.
   *
   * @throws RefusedDataException when the database refuses data that were not put into quarantine
   */
  WriteResult write(Transaction tx, int partition, List<VoteEvent> events) throws SQLException;
}
