package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.TallyChange;
import io.voteengine.jdbc.apply.TallyWriter;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.AuditReport.Counts;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.RecountedTallies;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares tallies with the votes behind them: first a part of a poll without a lock, then what
 * differs again within one statement, and finally under its partition's lock.
 */
public final class TallyRecount {
  /** How many tallies are read together. */
  static final int SUBJECTS = 500;

  /** How many votes are counted together, unless one subject alone has more. */
  static final int VOTES = 50_000;

  private static final Counts NOTHING = new Counts(0, 0);

  /**
   * What was found without a lock.
   *
   * @param differing subjects whose tally does not seem to be the count of their votes
   */
  public record Found(
      Term term,
      List<SubjectSnapshot> tallies,
      List<SubjectId> differing,
      @Nullable SubjectId next) {
    public RecountedTallies corrected(List<SubjectId> corrected) {
      return new RecountedTallies(term, tallies, corrected, next);
    }
  }

  private TallyRecount() {}

  public static Found look(Transaction tx, int partition, String poll, @Nullable SubjectId after)
      throws SQLException {
    Term term = PartitionTable.position(tx.handle(), partition).term();
    String from = after == null ? "" : after.key();
    List<SubjectSnapshot> page = tallies(tx, partition, poll, from);
    List<SubjectSnapshot> some = few(page);
    boolean ends = some.size() == page.size() && page.size() < SUBJECTS;
    SubjectId next = ends ? null : some.get(some.size() - 1).subject();
    Map<SubjectId, Counts> counts =
        next == null
            ? counts(tx, partition, poll, "subject > ?", from)
            : counts(tx, partition, poll, "subject > ? AND subject <= ?", from, next.key());
    List<SubjectSnapshot> equal = new ArrayList<>();
    List<SubjectId> differing = new ArrayList<>();
    for (SubjectSnapshot tally : some) {
      Counts counted = counts.remove(tally.subject());
      if (new Counts(tally.up(), tally.down()).equals(counted == null ? NOTHING : counted)) {
        equal.add(tally);
      } else {
        differing.add(tally.subject());
      }
    }
    // Subjects that have votes and no tally.
    differing.addAll(counts.keySet());
    return new Found(term, equal, differing, next);
  }

  /**
   * Returns the subjects that differ within one statement, and thus at one moment. Votes that came
   * between two statements are no difference, and counting a busy subject's votes under the lock
   * would make voters wait.
   */
  public static List<SubjectId> confirm(
      Transaction tx, int partition, String poll, List<SubjectId> subjects) {
    return subjects.stream().filter(subject -> differs(tx, partition, poll, subject)).toList();
  }

  private static boolean differs(Transaction tx, int partition, String poll, SubjectId subject) {
    return tx.handle()
        .createQuery(
            """
            SELECT coalesce(t.up, 0) <> c.up OR coalesce(t.down, 0) <> c.down AS differs
            FROM (
              SELECT count(CASE WHEN choice = 1 THEN 1 END) AS up,
                count(CASE WHEN choice = -1 THEN 1 END) AS down
              FROM vote WHERE part = ? AND poll = ? AND subject = ?
            ) c
            LEFT JOIN vote_tally t ON t.part = ? AND t.poll = ? AND t.subject = ?
            """)
        .bind(0, partition)
        .bind(1, poll)
        .bind(2, subject.key())
        .bind(3, partition)
        .bind(4, poll)
        .bind(5, subject.key())
        .map((rows, context) -> rows.getBoolean("differs"))
        .one();
  }

  /** Returns as many of them as have a bounded number of votes in all. */
  private static List<SubjectSnapshot> few(List<SubjectSnapshot> page) {
    long votes = 0;
    for (int i = 0; i < page.size(); i++) {
      votes += page.get(i).up() + page.get(i).down();
      if (votes > VOTES) {
        return page.subList(0, Math.max(i, 1));
      }
    }
    return page;
  }

  /** Corrects the subjects of one partition and poll that still differ. */
  public static List<SubjectId> correct(
      Transaction tx, int partition, String poll, List<SubjectId> subjects) throws SQLException {
    PartitionLock.lock(tx.handle(), partition);
    SortedMap<SubjectId, TallyChange> changes = new TreeMap<>();
    boolean sealed =
        PollTable.find(tx.handle(), poll)
            .filter(recorded -> recorded.state() == PollSnapshot.State.SEALED)
            .isPresent();
    if (!sealed) {
      for (SubjectSnapshot tally : new BulkReads(tx, partition).readSubjects(subjects)) {
        String key = tally.subject().key();
        Counts counted =
            counts(tx, partition, poll, "subject = ?", key).getOrDefault(tally.subject(), NOTHING);
        if (counted.up() != tally.up() || counted.down() != tally.down()) {
          changes.put(
              tally.subject(),
              new TallyChange(counted.up() - tally.up(), counted.down() - tally.down(), 1, null));
        }
      }
    }
    List<SubjectId> corrected = List.copyOf(changes.keySet());
    TallyWriter sums = new TallyWriter(tx, partition);
    sums.leap(corrected);
    sums.addToTallies(changes);
    return corrected;
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
        .bind(3, SUBJECTS)
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

  private static Map<SubjectId, Counts> counts(
      Transaction tx, int partition, String poll, String condition, String... keys)
      throws SQLException {
    Map<SubjectId, Counts> counts = new LinkedHashMap<>();
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                """
                SELECT subject, count(CASE WHEN choice = 1 THEN 1 END) AS up,
                  count(CASE WHEN choice = -1 THEN 1 END) AS down
                FROM vote WHERE part = ? AND poll = ? AND %s
                GROUP BY part, poll, subject
                """
                    .formatted(condition))) {
      statement.setInt(1, partition);
      statement.setString(2, poll);
      for (int i = 0; i < keys.length; i++) {
        statement.setString(3 + i, keys[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(
              SubjectId.of(poll, rows.getString("subject")),
              new Counts(rows.getLong("up"), rows.getLong("down")));
        }
      }
    }
    return counts;
  }
}
