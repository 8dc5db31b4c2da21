package io.voteengine.jdbc.result;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.result.RankedStanding;
import io.voteengine.result.TieBreak;
import io.voteengine.result.proof.Standing;
import java.util.ArrayList;
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
            .map(
                (rows, context) ->
                    new Standing(
                        SubjectId.of(poll, rows.getString("subject")),
                        rows.getLong("up"),
                        rows.getLong("down")))
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

  /** Subjects without a first vote, which were only imported as retracted, come last. */
  private static String column(TieBreak ties) {
    return switch (ties) {
      case FIRST_VOTE -> "CASE WHEN first_at IS NULL THEN 1 ELSE 0 END, first_at, ";
      case MOST_UP -> "up DESC, ";
      case SUBJECT -> "";
    };
  }
}
