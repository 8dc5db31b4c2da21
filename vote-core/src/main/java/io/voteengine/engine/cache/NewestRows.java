package io.voteengine.engine.cache;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import io.voteengine.ranking.RankingFormulas;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts newer counts into the rows of a ranking. Where the counts alone decide the order, the rows
 * follow them; {@link Ranking#HOT} needs the posting time too, so there value and place stay.
 */
final class NewestRows {
  private static final Comparator<RankedSubject> HIGHEST_FIRST =
      Comparator.comparingDouble(RankedSubject::value)
          .reversed()
          .thenComparing(RankedSubject::subject);

  private NewestRows() {}

  /** What this node knows of a subject. */
  interface Newest {
    /** Returns the newer counts: those, or those that this node has. */
    Tally of(SubjectId subject, Tally counts);
  }

  static List<RankedSubject> of(Ranking ranking, List<RankedSubject> rows, Newest newest) {
    UnaryOperator<RankedSubject> newer =
        row -> {
          Tally tally = newest.of(row.subject(), row.tally());
          return tally.equals(row.tally())
              ? row
              : new RankedSubject(row.subject(), tally, value(ranking, tally, row));
        };
    List<RankedSubject> all =
        rows.stream().map(newer).filter(row -> row.tally().total() > 0).toList();
    return ranking == Ranking.HOT || all.equals(rows)
        ? all
        : all.stream().sorted(HIGHEST_FIRST).toList();
  }

  private static double value(Ranking ranking, Tally tally, RankedSubject row) {
    return switch (ranking) {
      case SCORE -> tally.score();
      case WILSON -> RankingFormulas.wilson(tally);
      case CONTROVERSY -> RankingFormulas.controversy(tally);
      case HOT -> row.value();
    };
  }
}
