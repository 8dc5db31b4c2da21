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

/**
 * Reads and writes rows of votes, whose tallies are open. Each statement takes one round trip, but
 * for the rare marks.
 */
final class VoteTable {
  private final Transaction tx;
  private final LockedTallies tallies;

  VoteTable(Transaction tx, LockedTallies tallies) {
    this.tx = tx;
    this.tallies = tallies;
  }

  /** Returns the existing rows of these keys. */
  Map<VoteKey, VoteRow> read(List<VoteKey> keys) throws SQLException {
    Map<VoteKey, VoteRow> found = new HashMap<>();
    try (PreparedStatement statement =
            BulkStatement.prepare(tx, tx.dialect().bulk().readVotes(), columns(keys));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(keys.get(rows.getInt("n") - 1), BulkReads.row(rows));
      }
    }
    return found;
  }

  private Columns columns(List<VoteKey> keys) {
    return new Columns()
        .longs(keys, key -> tallies.id(key.subject()))
        .texts(keys, key -> key.voter().value());
  }

  /**
   * Inserts and updates rows.
   *
   * @param found the keys that have a row
   * @return the refused votes, when the database can name them
   */
  @SuppressWarnings("JdkObsolete") // A sorted map is enough.
  Map<VoteKey, RefusedDataException> write(SortedMap<VoteKey, VoteRow> votes, Set<VoteKey> found)
      throws SQLException {
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
        columns(keys)
            .choices(rows, VoteRow::choice)
            .longs(rows, VoteRow::castAt)
            .requests(rows, VoteRow::requestId);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().writeVotes(), columns)) {
      if (!tx.dialect().bulk().namesRefusedVotes()) {
        long changed = keys.size() - added;
        tx.expect(added + changed * tx.dialect().bulk().rowsPerChange(), statement.executeUpdate());
        return refused;
      }
      statement.setInt(1 + columns.all().size(), added);
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
            .prepareStatement("UPDATE vote SET direct = TRUE WHERE tally = ? AND voter = ?")) {
      for (Map.Entry<VoteKey, VoteRow> vote : votes.entrySet()) {
        if (vote.getValue().direct()) {
          statement.setLong(1, tallies.id(vote.getKey().subject()));
          statement.setString(2, vote.getKey().voter().value());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
