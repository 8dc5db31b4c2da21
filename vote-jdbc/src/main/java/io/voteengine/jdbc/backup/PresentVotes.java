package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.backup.PresentVotes.PresentVote;
import io.voteengine.jdbc.query.VotePages;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import java.sql.SQLException;
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

  /** Returns the poll's current votes of one partition after a place. */
  static VotePages.Page<PresentVote> page(
      Transaction tx, int partition, UUID id, Poll poll, VotePages.@Nullable Place after, int limit)
      throws SQLException {
    String sql =
        """
        SELECT t.subject, v.voter, v.choice, v.voided, v.cast_at, v.request_id, v.direct,
          b.part AS kept
        FROM (
          SELECT tally, voter, choice, voided, cast_at, request_id, direct FROM vote v
          WHERE %s ORDER BY v.tally, v.voter LIMIT ?
        ) v
        JOIN vote_tally t ON t.id = v.tally
        LEFT JOIN vote_backup_vote b
          ON b.part = t.part AND b.backup = ? AND b.subject = %s AND b.voter = %s
        ORDER BY v.tally, v.voter
        """;
    return new VotePages(tx, partition, poll.name(), null)
        .page(
            after,
            limit,
            (condition, parameters, most) ->
                BackupRows.bind(
                        tx.handle()
                            .createQuery(
                                sql.formatted(
                                    condition,
                                    tx.dialect().byCodePoint("t.subject"),
                                    tx.dialect().byCodePoint("v.voter"))),
                        parameters,
                        List.of(most, tx.dialect().uuid(id)))
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
                    .list(),
            PresentVote::key);
  }
}
