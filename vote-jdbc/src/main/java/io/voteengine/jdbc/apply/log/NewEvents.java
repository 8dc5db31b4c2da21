package io.voteengine.jdbc.apply.log;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.VoteEvent;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.UUID;

/** Tells events that are new from those that the ledger has taken before, by their numbers. */
public final class NewEvents {
  private NewEvents() {}

  /** Returns the events that are neither in the log nor in quarantine. */
  public static List<VoteEvent> among(Transaction tx, int partition, List<VoteEvent> events) {
    LongSummaryStatistics epochs = events.stream().mapToLong(VoteEvent::epoch).summaryStatistics();
    LongSummaryStatistics numbers = events.stream().mapToLong(VoteEvent::seq).summaryStatistics();
    record Name(long epoch, long seq, UUID request) {}
    Set<Name> known =
        new HashSet<>(
            tx.handle()
                .createQuery(
                    """
                    SELECT epoch, seq, request_id FROM vote_event
                    WHERE part = :part AND epoch BETWEEN :epoch AND :lastEpoch
                      AND seq BETWEEN :seq AND :lastSeq
                    UNION ALL
                    SELECT epoch, seq, request_id FROM vote_quarantine
                    WHERE part = :part AND epoch BETWEEN :epoch AND :lastEpoch
                      AND seq BETWEEN :seq AND :lastSeq
                    """)
                .bind("part", partition)
                .bind("epoch", epochs.getMin())
                .bind("lastEpoch", epochs.getMax())
                .bind("seq", numbers.getMin())
                .bind("lastSeq", numbers.getMax())
                .map(
                    (rows, context) ->
                        new Name(
                            rows.getLong("epoch"),
                            rows.getLong("seq"),
                            ColumnValues.uuid(rows, "request_id")))
                .list());
    return events.stream()
        .filter(e -> known.add(new Name(e.epoch(), e.seq(), e.requestId().value())))
        .toList();
  }
}
