package io.voteengine.jdbc.apply.log;

import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.quarantine.QuarantineTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Separates new events from those that the ledger already has. An event is named by its numbers and
 * its request: a server that lost its tail gives the same numbers to other votes.
 */
public final class NewEvents {
  private NewEvents() {}

  private record Name(long epoch, long seq, RequestId request) {
    static Name of(VoteEvent event) {
      return new Name(event.epoch(), event.seq(), event.requestId());
    }

    static Name of(ResultSet row) throws SQLException {
      return new Name(
          row.getLong("epoch"),
          row.getLong("seq"),
          RequestId.of(ColumnValues.uuid(row, "request_id")));
    }
  }

  /** Returns the events of one partition that are neither in the log nor in quarantine. */
  public static List<VoteEvent> among(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return events;
    }
    List<RequestId> requests = events.stream().map(VoteEvent::requestId).toList();
    Set<Name> known =
        new HashSet<>(EntriesByRequest.read(tx, requests, " AND t.part = " + partition, Name::of));
    known.addAll(QuarantineTable.between(tx, partition, events, Name::of));
    return events.stream().filter(event -> known.add(Name.of(event))).toList();
  }
}
