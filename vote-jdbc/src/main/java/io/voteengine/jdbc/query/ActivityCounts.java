package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
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

  private ActivityCounts() {}

  static List<VoteActivity> of(
      Transaction tx, int partition, SubjectId subject, Timeline timeline) {
    Query query =
        query(tx, "part = :part AND poll = :poll AND subject = :subject")
            .bind("part", partition)
            .bind("poll", subject.poll())
            .bind("subject", subject.key());
    return read(tx, query, timeline);
  }

  static List<VoteActivity> of(Transaction tx, String poll, Timeline timeline) {
    return read(tx, query(tx, "poll = :poll").bind("poll", poll), timeline);
  }

  private static Query query(Transaction tx, String which) {
    return tx.handle()
        .createQuery(
            """
            SELECT n, variant, count(CASE WHEN choice = 1 THEN 1 END) AS up,
              count(CASE WHEN choice = -1 THEN 1 END) AS down,
              count(CASE WHEN choice = 0 THEN 1 END) AS retracted
            FROM (
              SELECT %s AS n, variant, choice FROM vote_event
              WHERE %s AND cast_at >= :from AND cast_at < :to AND counted
            ) e
            GROUP BY n, variant
            """
                .formatted(tx.dialect().intervals(":from", "cast_at", ":interval"), which));
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
                    rows.getString("variant"),
                    rows.getLong("up"),
                    rows.getLong("down"),
                    rows.getLong("retracted")))
        .stream()
        .sorted(IN_ORDER)
        .toList();
  }
}
