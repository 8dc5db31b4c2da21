package io.voteengine.jdbc;

import io.voteengine.spi.journal.VoteEvent;
import java.sql.SQLException;
import java.util.List;

/** A way to write events of one partition, whose row the transaction has locked. */
@FunctionalInterface
interface EventWriter {
  /**
   * Writes the events in their order.
   *
   * @throws RefusedDataException where the database refuses data that were not put into quarantine
   */
  Written write(Transaction tx, int partition, List<VoteEvent> events) throws SQLException;
}
