package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.AuditLogTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.Timeline;
import io.voteengine.query.VoteActivity;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Counts the audit log by intervals of time and by variants. */
final class ActivityCounts {
  private static final Comparator<VoteActivity> IN_ORDER =
      Comparator.comparing(VoteActivity::from)
          .thenComparing(VoteActivity::variant, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** The id of a subject's tally. */
  static final String ITS_TALLY =
      """
      (SELECT id FROM vote_tally WHERE part = :part AND poll = :poll AND subject = :subject)\
      """;

  private ActivityCounts() {}

  static List<VoteActivity> of(
      Transaction tx, int partition, SubjectId subject, Timeline timeline) {
    Query query =
        query(tx, "vote_event e", "e.tally = " + ITS_TALLY)
            .bind("part", partition)
            .bind("poll", subject.poll())
            .bind("subject", subject.key());
    return read(tx, query, timeline);
  }

  static List<VoteActivity> of(Transaction tx, String poll, Timeline timeline) {
    return read(
        tx, query(tx, tx.dialect().logOfPoll(), "t.poll = :poll").bind("poll", poll), timeline);
  }

  private static Query query(Transaction tx, String log, String which) {
    return tx.handle()
        .createQuery(
            """
            SELECT n, variant, count(CASE WHEN choice = 1 THEN 1 END) AS up,
              count(CASE WHEN choice = -1 THEN 1 END) AS down,
              count(CASE WHEN choice = 0 THEN 1 END) AS retracted
            FROM (
              SELECT %s AS n, e.variant, e.choice FROM %s
              WHERE %s AND e.cast_at >= :from AND e.cast_at < :to AND e.counted
            ) e
            GROUP BY n, variant
            """
                .formatted(tx.dialect().intervals(":from", "e.cast_at", ":interval"), log, which));
  }

  private static List<VoteActivity> read(Transaction tx, Query query, Timeline timeline) {
    long from = Micros.of(timeline.from());
    long interval = timeline.interval().dividedBy(Duration.ofNanos(1_000));
    return query
        .bind("interval", interval)
        .bind("from", ColumnValues.argument(tx.dialect(), from))
        .bind("to", ColumnValues.argument(tx.dialect(), Micros.of(timeline.to())))
        .map(
            (rows, context) ->
                new VoteActivity(
                    Micros.toInstant(from + rows.getLong("n") * interval),
                    AuditLogTable.variant(rows),
                    rows.getLong("up"),
                    rows.getLong("down"),
                    rows.getLong("retracted")))
        .stream()
        .sorted(IN_ORDER)
        .toList();
  }
}
