package io.voteengine.jdbc.result;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.TieBreak;
import io.voteengine.result.proof.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The subjects of a result in the order of their scores, without withdrawn ones. */
final class RankedStandings {
  private RankedStandings() {}

  static List<RankedStanding> top(Transaction tx, String poll, int limit, TieBreak ties) {
    List<Standing> standings =
        tx.handle()
            .createQuery(
                "SELECT subject, up, down FROM vote_standing WHERE poll = ? AND NOT withdrawn"
                    + " ORDER BY up - down DESC, "
                    + column(ties)
                    + tx.dialect().byCodePoint("subject")
                    + " LIMIT ?")
            .bind(0, poll)
            .bind(1, limit)
            .map((rows, context) -> standing(poll, rows))
            .list();
    List<RankedStanding> ranked = new ArrayList<>();
    for (Standing standing : standings) {
      RankedStanding last = ranked.isEmpty() ? null : ranked.get(ranked.size() - 1);
      boolean tied = last != null && last.score() == standing.up() - standing.down();
      ranked.add(
          new RankedStanding(tied && last != null ? last.place() : ranked.size() + 1, standing));
    }
    return ranked;
  }

  /** Returns the withdrawn ones, in their own order. */
  static List<Standing> withdrawn(Transaction tx, String poll) {
    return tx
        .handle()
        .createQuery("SELECT subject, up, down FROM vote_standing WHERE poll = ? AND withdrawn")
        .bind(0, poll)
        .map((rows, context) -> standing(poll, rows))
        .list()
        .stream()
        .sorted(Comparator.comparing(Standing::subject))
        .toList();
  }

  private static Standing standing(String poll, ResultSet rows) throws SQLException {
    return new Standing(
        SubjectId.of(poll, rows.getString("subject")), rows.getLong("up"), rows.getLong("down"));
  }

  /** Subjects without a first vote, which were only imported as retracted, come last. */
  private static String column(TieBreak ties) {
    return switch (ties) {
      case FIRST_VOTE -> "CASE WHEN first_at IS NULL THEN 1 ELSE 0 END, first_at, ";
      case MOST_UP -> "up DESC, ";
      case SUBJECT -> "";
    };
  }
}
