package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlFailure;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The events that the database refused for their data. */
public final class QuarantineTable {
  private static final int LONGEST_REASON = 1_000;
  private static final int LONGEST_VARIANT = 128;

  private static final String COLUMNS =
      """
      SELECT part, epoch, seq, request_id, poll, subject, voter, previous, choice, cast_at,
        variant, reason, quarantined_at
      FROM vote_quarantine\
      """;

  private static final String KEY = " WHERE part = ? AND epoch = ? AND seq = ? AND request_id = ?";

  private QuarantineTable() {}

  /** Returns the numbers of the events, each with the reason as recorded. */
  static Map<Long, String> add(
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
          String reason = reason(refusal);
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
              variant(event),
              reason);
        });
    batch.execute();
    return reasons;
  }

  private static String reason(RefusedDataException refusal) {
    String text =
        SqlFailure.words(refusal).replace('\0', '?') + " (SQLSTATE " + refusal.getSQLState() + ")";
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  /**
   * Returns the label to keep; null for one that no column can hold, which was the reason for the
   * refusal.
   */
  private static @Nullable String variant(VoteEvent event) {
    String variant = event.variant();
    return variant == null || variant.length() > LONGEST_VARIANT || variant.indexOf('\0') >= 0
        ? null
        : variant;
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

  public static boolean has(Transaction tx, int partition, VoteKey key, RequestId request) {
    return tx.handle()
            .createQuery(
                """
                SELECT count(*) FROM vote_quarantine
                WHERE request_id = ? AND part = ? AND poll = ? AND subject = ? AND voter = ?
                """)
            .bind(0, tx.dialect().uuid(request.value()))
            .bind(1, partition)
            .bind(2, key.subject().poll())
            .bind(3, key.subject().key())
            .bind(4, key.voter().value())
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  public static List<QuarantinedVote> page(
      Transaction tx, @Nullable QuarantinedVote after, int limit) {
    String from = after == null ? "" : " WHERE (part, epoch, seq, request_id) > (?, ?, ?, ?)";
    Query query =
        tx.handle().createQuery(COLUMNS + from + " ORDER BY part, epoch, seq, request_id LIMIT ?");
    int next = 0;
    if (after != null) {
      key(tx, query, after);
      next = 4;
    }
    return query.bind(next, limit).map((rows, context) -> vote(rows)).list();
  }

  static Optional<QuarantinedVote> find(Transaction tx, QuarantinedVote vote) {
    return key(tx, tx.handle().createQuery(COLUMNS + KEY), vote)
        .map((rows, context) -> vote(rows))
        .findOne();
  }

  public static boolean delete(Transaction tx, QuarantinedVote vote) {
    return tx.handle()
            .execute(
                "DELETE FROM vote_quarantine" + KEY,
                vote.partition(),
                vote.epoch(),
                vote.seq(),
                tx.dialect().uuid(vote.requestId().value()))
        == 1;
  }

  private static Query key(Transaction tx, Query query, QuarantinedVote vote) {
    return query
        .bind(0, vote.partition())
        .bind(1, vote.epoch())
        .bind(2, vote.seq())
        .bind(3, tx.dialect().uuid(vote.requestId().value()));
  }

  private static QuarantinedVote vote(ResultSet rows) throws SQLException {
    return new QuarantinedVote(
        rows.getInt("part"),
        rows.getLong("epoch"),
        rows.getLong("seq"),
        VoterId.of(rows.getString("voter")),
        SubjectId.of(rows.getString("poll"), rows.getString("subject")),
        ColumnValues.choice(rows, "previous"),
        ColumnValues.choice(rows, "choice"),
        Micros.toInstant(rows.getLong("cast_at")),
        RequestId.of(ColumnValues.uuid(rows, "request_id")),
        rows.getString("variant"),
        rows.getString("reason"),
        Micros.toInstant(ColumnValues.micros(rows, "quarantined_at")));
  }
}
