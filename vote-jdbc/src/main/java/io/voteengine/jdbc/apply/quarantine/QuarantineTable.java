package io.voteengine.jdbc.apply.quarantine;

import static java.util.stream.Collectors.toMap;

import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The events that the database refused for their data, or that came after their poll was sealed.
 */
public final class QuarantineTable {
  private QuarantineTable() {}

  /** Returns the numbers of the events, each with the reason as recorded. */
  public static Map<Long, String> add(
      Transaction tx, int partition, Map<VoteEvent, RefusedDataException> refused) {
    Map<Long, String> reasons = new HashMap<>();
    if (refused.isEmpty()) {
      return reasons;
    }
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                INSERT INTO vote_quarantine (part, epoch, seq, request_id, poll, subject, voter,
                  previous, choice, cast_at, variant, reason, quarantined_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)
                """
                    .formatted(tx.dialect().now()));
    refused.forEach(
        (event, refusal) -> {
          String reason = RefusedTexts.reason(refusal);
          reasons.put(event.seq(), reason);
          batch.add(
              partition,
              event.epoch(),
              event.seq(),
              tx.dialect().uuid(event.requestId().value()),
              event.subject().poll(),
              event.subject().key(),
              event.voter().value(),
              ColumnValues.code(event.previous()),
              ColumnValues.code(event.choice()),
              event.castAt(),
              RefusedTexts.variant(event),
              reason);
        });
    batch.execute();
    return reasons;
  }

  /** Returns the refused events whose numbers are within those of the given ones. */
  public static <T> List<T> between(
      Transaction tx, int partition, List<VoteEvent> events, Mapper<T> mapper) {
    LongSummaryStatistics epochs = events.stream().mapToLong(VoteEvent::epoch).summaryStatistics();
    LongSummaryStatistics numbers = events.stream().mapToLong(VoteEvent::seq).summaryStatistics();
    return tx.handle()
        .createQuery(
            """
            SELECT epoch, seq, request_id FROM vote_quarantine
            WHERE part = ? AND epoch BETWEEN ? AND ? AND seq BETWEEN ? AND ?
            """)
        .bind(0, partition)
        .bind(1, epochs.getMin())
        .bind(2, epochs.getMax())
        .bind(3, numbers.getMin())
        .bind(4, numbers.getMax())
        .map((rows, context) -> mapper.map(rows))
        .list();
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  public static Map<Long, String> reasons(Transaction tx, Term term, long after, long last) {
    return tx.handle()
        .createQuery(
            """
            SELECT seq, reason FROM vote_quarantine
            WHERE part = ? AND epoch = ? AND seq > ? AND seq <= ?
            """)
        .bind(0, term.partition())
        .bind(1, term.epoch())
        .bind(2, after)
        .bind(3, last)
        .map((rows, context) -> Map.entry(rows.getLong("seq"), rows.getString("reason")))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
  }
}
