package io.voteengine.jdbc.subject;

import io.voteengine.VoterId;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import java.util.List;

/** Reads the scores of owners. */
final class OwnerScore {
  /** One look-up for each partition, since the key begins with it. */
  private static final String IN_ALL_POLLS =
      """
      SELECT COALESCE(SUM(s.score), 0) FROM vote_partition p
      JOIN vote_owner_score s ON s.part = p.part AND s.owner = :owner
      """;

  private static final String IN_HIDDEN_POLLS =
      """
      SELECT COALESCE(SUM(t.up - t.down), 0) FROM vote_tally t
      WHERE t.owner = :owner AND t.poll IN (<polls>)
      """;

  private OwnerScore() {}

  /**
   * Returns the score in all polls, less that in polls which do not show their counts to everybody
   * now. One statement reads both, so that a vote is in both or in neither.
   */
  static long shown(Transaction tx, VoterId owner) {
    List<String> hiding = PollTable.hiding(tx);
    String sql =
        hiding.isEmpty()
            ? IN_ALL_POLLS
            : "SELECT (" + IN_ALL_POLLS + ") - (" + IN_HIDDEN_POLLS + ")";
    var query = tx.handle().createQuery(sql).bind("owner", owner.value());
    if (!hiding.isEmpty()) {
      query.bindList("polls", hiding);
    }
    return query.mapTo(Long.class).one();
  }
}
