package io.voteengine.jdbc.apply.quarantine;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.util.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Finds votes in quarantine, and deletes them. */
public final class QuarantinedVotes {
  private static final String COLUMNS =
      """
      SELECT part, epoch, seq, request_id, poll, subject, voter, previous, choice, cast_at,
        variant, reason, quarantined_at
      FROM vote_quarantine\
      """;

  private static final String KEY = " WHERE part = ? AND epoch = ? AND seq = ? AND request_id = ?";

  private QuarantinedVotes() {}

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

  public static Optional<QuarantinedVote> find(Transaction tx, QuarantinedVote vote) {
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
