package io.voteengine.jdbc.query;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.RecordedVote;
import io.voteengine.util.Micros;
import java.util.List;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the votes of a voter across partitions, the newest first. */
final class VotesOfVoter {
  private VotesOfVoter() {}

  static List<RecordedVote> page(
      Transaction tx,
      VoterId voter,
      @Nullable Choice choice,
      @Nullable RecordedVote after,
      int limit) {
    String poll = tx.dialect().byCodePoint("t.poll");
    String subject = tx.dialect().byCodePoint("t.subject");
    String bound = tx.dialect().byCodePoint("?");
    String page =
        "AND (v.cast_at < ? OR v.cast_at = ? AND (%1$s > %3$s OR %1$s = %3$s AND %2$s > %3$s))"
            .formatted(poll, subject, bound);
    String sql =
        """
        SELECT t.poll, t.subject, v.choice, v.cast_at
        FROM vote v LEFT JOIN vote_tally t ON t.id = v.tally
        WHERE v.voter = ? AND v.choice %s %s
        ORDER BY v.cast_at DESC, %s, %s LIMIT ?
        """
            .formatted(
                choice == null ? "<> 0" : "= " + ColumnValues.code(choice),
                after == null ? "" : page,
                poll,
                subject);
    Query query = tx.handle().createQuery(sql).bind(0, voter.value());
    int next = 1;
    if (after != null) {
      Argument castAt = ColumnValues.argument(tx.dialect(), Micros.of(after.castAt()));
      query.bind(1, castAt).bind(2, castAt);
      query.bind(3, after.subject().poll()).bind(4, after.subject().poll());
      query.bind(5, after.subject().key());
      next = 6;
    }
    return query
        .bind(next, limit)
        .map(
            (rows, context) ->
                new RecordedVote(
                    voter,
                    SubjectId.of(rows.getString("poll"), rows.getString("subject")),
                    ColumnValues.choice(rows, "choice"),
                    Micros.toInstant(ColumnValues.micros(rows, "cast_at"))))
        .list();
  }
}
