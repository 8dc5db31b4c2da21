package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.SubjectSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tallies of a poll in one partition, which have a bounded number of votes in all.
 *
 * @param next the last of them; null when no others follow
 */
record TallyPage(List<SubjectSnapshot> tallies, @Nullable SubjectId next) {
  static TallyPage read(Transaction tx, int partition, String poll, String after) {
    List<SubjectSnapshot> page = tallies(tx, partition, poll, after);
    List<SubjectSnapshot> some = few(page);
    boolean ends = some.size() == page.size() && page.size() < TallyRecount.SUBJECTS;
    return new TallyPage(some, ends ? null : some.get(some.size() - 1).subject());
  }

  /** Returns as many of them as have a bounded number of votes in all. */
  private static List<SubjectSnapshot> few(List<SubjectSnapshot> page) {
    long votes = 0;
    for (int i = 0; i < page.size(); i++) {
      votes += page.get(i).up() + page.get(i).down();
      if (votes > TallyRecount.VOTES) {
        return page.subList(0, Math.max(i, 1));
      }
    }
    return page;
  }

  private static List<SubjectSnapshot> tallies(
      Transaction tx, int partition, String poll, String after) {
    return tx.handle()
        .createQuery(
            """
            SELECT subject, up, down, version FROM vote_tally
            WHERE part = ? AND poll = ? AND subject > ?
            ORDER BY part, poll, subject LIMIT ?
            """)
        .bind(0, partition)
        .bind(1, poll)
        .bind(2, after)
        .bind(3, TallyRecount.SUBJECTS)
        .map(
            (rows, context) ->
                new SubjectSnapshot(
                    SubjectId.of(poll, rows.getString("subject")),
                    rows.getLong("up"),
                    rows.getLong("down"),
                    rows.getLong("version"),
                    false))
        .list();
  }
}
