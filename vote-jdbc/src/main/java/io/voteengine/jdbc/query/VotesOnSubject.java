package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.RecordedVote;
import io.voteengine.util.Micros;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the votes on a subject, by voter. */
final class VotesOnSubject {
  private VotesOnSubject() {}

  static List<RecordedVote> page(
      Transaction tx, int partition, SubjectId subject, @Nullable VoterId after, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT voter, choice, cast_at FROM vote
            WHERE tally = (SELECT id FROM vote_tally WHERE part = ? AND poll = ? AND subject = ?)
              AND voter > ? AND choice <> 0
            ORDER BY tally, voter LIMIT ?
            """)
        .bind(0, partition)
        .bind(1, subject.poll())
        .bind(2, subject.key())
        .bind(3, after == null ? "" : after.value())
        .bind(4, limit)
        .map(
            (rows, context) ->
                new RecordedVote(
                    VoterId.of(rows.getString("voter")),
                    subject,
                    ColumnValues.choice(rows, "choice"),
                    Micros.toInstant(ColumnValues.micros(rows, "cast_at"))))
        .list();
  }
}
