package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.backup.PresentVotes.PresentVote;
import io.voteengine.jdbc.query.KeysetPages;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The votes of a poll as they are now, beside those of a backup. */
final class PresentVotes {
  private PresentVotes() {}

  /**
   * A vote of the poll as it is now.
   *
   * @param kept whether the backup has a vote with this key
   */
  record PresentVote(VoteKey key, VoteRow row, boolean kept) {}

  /** Returns the poll's current votes of one partition after a key, in the database's order. */
  static List<PresentVote> page(
      Transaction tx, int partition, UUID id, Poll poll, @Nullable VoteKey after, int limit) {
    String sql =
        """
        SELECT v.subject, v.voter, v.choice, v.voided, v.cast_at, v.request_id, v.direct,
          b.part AS kept
        FROM (
          SELECT part, subject, voter, choice, voided, cast_at, request_id, direct FROM vote
          WHERE part = ? AND poll = ? AND %s
          ORDER BY part, poll, subject, voter LIMIT ?
        ) v
        LEFT JOIN vote_backup_vote b
          ON b.part = v.part AND b.backup = ? AND b.subject = %s AND b.voter = %s
        ORDER BY v.subject, v.voter
        """;
    return KeysetPages.page(
        after,
        limit,
        "?",
        (condition, parameters, rest) ->
            BackupRows.bind(
                    tx.handle()
                        .createQuery(
                            sql.formatted(
                                condition,
                                tx.dialect().byCodePoint("v.subject"),
                                tx.dialect().byCodePoint("v.voter"))),
                    List.of(partition, poll.name()),
                    parameters,
                    List.of(rest, tx.dialect().uuid(id)))
                .map(
                    (rows, context) ->
                        new PresentVote(
                            BackupRows.key(poll, rows),
                            new VoteRow(
                                ColumnValues.choice(rows, "choice"),
                                ColumnValues.choice(rows, "voided"),
                                ColumnValues.micros(rows, "cast_at"),
                                RequestId.of(ColumnValues.uuid(rows, "request_id")),
                                rows.getBoolean("direct")),
                            rows.getObject("kept") != null))
                .list());
  }
}
