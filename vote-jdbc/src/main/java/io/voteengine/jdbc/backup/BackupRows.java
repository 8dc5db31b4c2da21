package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.query.KeysetPages;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.spi.rules.SubjectPlaces;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The votes in backups. They are written once; only voters' ids may change later. */
final class BackupRows {
  /** The rows of one statement, below every database's limit on parameters. */
  private static final int ROWS_AT_ONCE = 1_000;

  private static final String PAGE =
      """
      SELECT subject, voter, choice, cast_at, request_id FROM vote_backup_vote
      WHERE part = ? AND backup = ? AND %s
      ORDER BY part, backup, subject, voter LIMIT ?
      """;

  private BackupRows() {}

  /** Copies a poll's votes in one statement, so they are of one moment. Returns how many. */
  static long copy(Transaction tx, UUID id, Poll poll) {
    return tx.handle()
        .createUpdate(
            """
            INSERT INTO vote_backup_vote
              (part, backup, subject, voter, choice, cast_at, request_id)
            SELECT t.part, b.id, %s, %s, v.choice, v.cast_at, v.request_id
            FROM vote_backup b CROSS JOIN vote_partition p
            JOIN vote_tally t ON t.part = p.part AND t.poll = ?
            JOIN vote v ON v.tally = t.id
            WHERE b.id = ?
            """
                .formatted(
                    tx.dialect().byCodePoint("t.subject"), tx.dialect().byCodePoint("v.voter")))
        .bind(0, poll.name())
        .bind(1, tx.dialect().uuid(id))
        .execute();
  }

  static void add(Transaction tx, UUID id, PartitionRange range, Poll poll, List<BackupVote> votes)
      throws SQLException {
    for (int from = 0; from < votes.size(); from += ROWS_AT_ONCE) {
      List<BackupVote> some = votes.subList(from, Math.min(votes.size(), from + ROWS_AT_ONCE));
      String rows = "(?, ?, ?, ?, ?, ?, ?), ".repeat(some.size());
      try (PreparedStatement statement =
          tx.connection()
              .prepareStatement(
                  "INSERT INTO vote_backup_vote"
                      + " (part, backup, subject, voter, choice, cast_at, request_id) VALUES "
                      + rows.substring(0, rows.length() - 2))) {
        int next = 1;
        for (BackupVote vote : some) {
          statement.setInt(next++, partition(vote, poll, range));
          statement.setObject(next++, tx.dialect().uuid(id));
          statement.setString(next++, vote.key().subject().key());
          statement.setString(next++, vote.key().voter().value());
          statement.setShort(next++, ColumnValues.code(vote.row().choice()));
          statement.setObject(next++, tx.dialect().moment(vote.row().castAt()));
          statement.setObject(next++, tx.dialect().uuid(vote.request().value()));
        }
        tx.expect(some.size(), statement.executeUpdate());
      }
    }
  }

  /** Returns the votes of one partition after a key, in their order. */
  static List<BackupVote> page(
      Transaction tx, int partition, UUID id, Poll poll, @Nullable VoteKey after, int limit) {
    return KeysetPages.page(
        after,
        limit,
        tx.dialect().byCodePoint("?"),
        (condition, parameters, rest) ->
            bind(
                    tx.handle().createQuery(PAGE.formatted(condition)),
                    List.of(partition, tx.dialect().uuid(id)),
                    parameters,
                    List.of(rest))
                .map(
                    (rows, context) ->
                        new BackupVote(
                            key(poll, rows),
                            new VoteRow(
                                ColumnValues.choice(rows, "choice"),
                                ColumnValues.micros(rows, "cast_at"),
                                RequestId.of(ColumnValues.uuid(rows, "request_id")),
                                true)))
                .list());
  }

  private static int partition(BackupVote vote, Poll poll, PartitionRange range) {
    int partition =
        poll.budget() == null
            ? vote.key().subject().partition(range.partitions())
            : SubjectPlaces.ofBallots(poll.name(), range.partitions());
    if (partition < range.from() || partition >= range.until()) {
      throw new BackupException(
          "The file has votes of the partition %d, which another ledger serves: import it there."
              .formatted(partition),
          null);
    }
    return partition;
  }

  /** Deletes some of the rows that a backup has in a partition, at most this many. */
  static int delete(Transaction tx, int partition, UUID id, int limit) {
    return tx.handle()
        .createUpdate(tx.dialect().deleteBackup())
        .bind(0, partition)
        .bind(1, tx.dialect().uuid(id))
        .bind(2, limit)
        .execute();
  }

  static VoteKey key(Poll poll, ResultSet rows) throws SQLException {
    return new VoteKey(
        SubjectId.of(poll.name(), rows.getString("subject")), VoterId.of(rows.getString("voter")));
  }

  static Query bind(Query query, List<?>... parameters) {
    int next = 0;
    for (List<?> some : parameters) {
      for (Object parameter : some) {
        query.bind(next++, parameter);
      }
    }
    return query;
  }
}
