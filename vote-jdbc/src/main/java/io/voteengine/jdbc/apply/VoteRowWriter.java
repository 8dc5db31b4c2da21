package io.voteengine.jdbc.apply;

import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.spi.VoteKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Writes rows of votes of one partition. Each statement takes one round trip. */
final class VoteRowWriter {
  private final Transaction tx;
  private final int partition;

  VoteRowWriter(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /**
   * Inserts and updates rows.
   *
   * @param found the keys that have a row
   * @return the refused votes, when the database can name them
   */
  @SuppressWarnings("JdkObsolete") // A sorted map is enough.
  Map<VoteKey, RefusedDataException> writeVotes(
      SortedMap<VoteKey, VoteRow> votes, Set<VoteKey> found) throws SQLException {
    Map<VoteKey, RefusedDataException> refused = new HashMap<>();
    if (votes.isEmpty()) {
      return refused;
    }
    List<VoteKey> keys = new ArrayList<>(votes.size());
    votes.keySet().stream().filter(key -> !found.contains(key)).forEach(keys::add);
    int added = keys.size();
    votes.keySet().stream().filter(found::contains).forEach(keys::add);
    List<VoteRow> rows = keys.stream().map(votes::get).toList();
    Columns columns =
        BulkStatement.keys(keys)
            .choices(rows, VoteRow::choice)
            .longs(rows, VoteRow::castAt)
            .requests(rows, VoteRow::requestId);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, partition, tx.dialect().bulk().writeVotes(), columns)) {
      if (!tx.dialect().bulk().namesRefusedVotes()) {
        long changed = keys.size() - added;
        tx.expect(added + changed * tx.dialect().bulk().rowsPerChange(), statement.executeUpdate());
        return refused;
      }
      statement.setInt(2 + columns.all().size(), added);
      try (ResultSet refusals = statement.executeQuery()) {
        while (refusals.next()) {
          SQLException reason =
              new SQLException(refusals.getString("reason"), refusals.getString("state"));
          refused.put(keys.get(refusals.getInt("n") - 1), new RefusedDataException(reason));
        }
      }
    }
    return refused;
  }

  /** Marks votes, written just now, as not from the journal. */
  void markDirect(SortedMap<VoteKey, VoteRow> votes) throws SQLException {
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                """
                UPDATE vote SET direct = TRUE
                WHERE part = ? AND poll = ? AND subject = ? AND voter = ?
                """)) {
      for (Map.Entry<VoteKey, VoteRow> vote : votes.entrySet()) {
        if (vote.getValue().direct()) {
          statement.setInt(1, partition);
          statement.setString(2, vote.getKey().subject().poll());
          statement.setString(3, vote.getKey().subject().key());
          statement.setString(4, vote.getKey().voter().value());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
