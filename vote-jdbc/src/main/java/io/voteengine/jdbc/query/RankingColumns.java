package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.util.List;

/**
 * Reads the rankings, which the database computes from the copies of tallies, each in the order of
 * its index over all partitions. They are null for subjects without votes, which are on no list.
 */
final class RankingColumns {
  private RankingColumns() {}

  static List<RankedSubject> top(Transaction tx, String poll, Ranking ranking, int limit) {
    return tx.handle()
        .createQuery(query(tx.dialect(), ranking))
        .bind(0, poll)
        .bind(1, limit)
        .map(
            (rows, context) ->
                new RankedSubject(
                    SubjectId.of(poll, rows.getString("subject")),
                    new Tally(
                        rows.getLong("up"),
                        rows.getLong("down"),
                        rows.getLong("epoch"),
                        rows.getLong("version")),
                    rows.getDouble("ranked")))
        .list();
  }

  static String query(Dialect dialect, Ranking ranking) {
    return """
        SELECT subject, up, down, version, epoch, %1$s AS ranked
        FROM vote_ranking t WHERE poll = ? AND %1$s >= %3$s ORDER BY %2$s LIMIT ?
        """
        .formatted(column(ranking), dialect.highestFirst(column(ranking)), lowest(ranking));
  }

  /** Returns a value below every other. Not "is not null", which H2 looks up in no index. */
  private static String lowest(Ranking ranking) {
    return ranking == Ranking.SCORE ? "-9223372036854775807" : "-1E300";
  }

  private static String column(Ranking ranking) {
    return switch (ranking) {
      case SCORE -> "score";
      case WILSON -> "wilson";
      case HOT -> "hot";
      case CONTROVERSY -> "controversy";
    };
  }
}
