package io.voteengine.jdbc.query;

import io.voteengine.jdbc.apply.UnrankedTable;
import io.voteengine.jdbc.apply.UnrankedTable.Unranked;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Ranks the tallies that have changed, each once, however often it has changed. */
public final class RankingRefresh {
  /** The rows of one transaction. */
  private static final int ROWS = 500;

  private final Transactions transactions;

  public RankingRefresh(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Ranks what has changed before the call. Returns once it is done, by this node or another. */
  public void run() {
    boolean more = transactions.read("rank its subjects", UnrankedTable::hasAny);
    while (more) {
      more = transactions.write("rank its subjects", RankingRefresh::rank);
    }
  }

  private static boolean rank(Transaction tx) throws SQLException {
    // One at a time: what is read after this is at least as new as what others have ranked.
    tx.expect(1, tx.handle().execute("UPDATE vote_ranking_turn SET turns = turns + 1"));
    Unranked unranked = UnrankedTable.read(tx, ROWS);
    if (unranked.rows().isEmpty()) {
      tx.rollBack();
      return false;
    }
    List<Long> tallies = unranked.tallies();
    for (int from = 0; from < tallies.size(); from += BulkStatement.ROWS) {
      List<Long> some = tallies.subList(from, Math.min(tallies.size(), from + BulkStatement.ROWS));
      Columns ids = new Columns().longs(some, id -> id);
      try (PreparedStatement statement =
          BulkStatement.prepare(tx, tx.dialect().bulk().rankTallies(), ids)) {
        statement.executeUpdate();
      }
    }
    UnrankedTable.delete(tx, unranked.rows());
    return unranked.rows().size() == ROWS;
  }
}
