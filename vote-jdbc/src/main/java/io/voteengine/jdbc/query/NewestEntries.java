package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.AuditLogTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the newest entries of the audit log. It first finds out from which moment on to look for
 * them, so that it sorts few entries: of a subject by an index, of a poll by looking back further
 * and further.
 */
enum NewestEntries {
  SUBJECT("e.tally = " + ActivityCounts.ITS_TALLY) {
    @Override
    String log(Dialect dialect) {
      return "vote_event e JOIN vote_tally t ON t.id = e.tally";
    }
  },
  POLL("t.poll = :poll") {
    @Override
    String log(Dialect dialect) {
      return dialect.logOfPoll();
    }
  };

  private static final List<Duration> LOOKING_BACK =
      List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30));

  private final String condition;

  NewestEntries(String condition) {
    this.condition = condition;
  }

  abstract String log(Dialect dialect);

  static List<HistoryEntry> of(Transaction tx, int partition, SubjectId subject, int limit) {
    UnaryOperator<Query> which =
        query ->
            query
                .bind("part", partition)
                .bind("poll", subject.poll())
                .bind("subject", subject.key());
    OptionalLong oldest =
        which
            .apply(tx.handle().createQuery(oldest(tx.dialect())))
            .bind("others", limit - 1)
            .map((rows, context) -> ColumnValues.micros(rows, "cast_at"))
            .stream()
            .mapToLong(moment -> moment)
            .findFirst();
    return SUBJECT.read(tx, oldest, limit, which);
  }

  static List<HistoryEntry> of(Transaction tx, String poll, int limit) {
    UnaryOperator<Query> which = query -> query.bind("poll", poll);
    long now = ColumnValues.now(tx);
    OptionalLong from =
        LOOKING_BACK.stream()
            .mapToLong(time -> now - time.dividedBy(Duration.ofNanos(1_000)))
            .filter(moment -> POLL.hasSince(tx, moment, limit, which))
            .findFirst();
    return POLL.read(tx, from, limit, which);
  }

  /** Returns whether there are this many entries since a moment. */
  private boolean hasSince(Transaction tx, long moment, int limit, UnaryOperator<Query> which) {
    return which
            .apply(tx.handle().createQuery(since(tx.dialect())))
            .bind("from", ColumnValues.argument(tx.dialect(), moment))
            .bind("limit", limit)
            .mapTo(Long.class)
            .one()
        == limit;
  }

  private List<HistoryEntry> read(
      Transaction tx, OptionalLong from, int limit, UnaryOperator<Query> which) {
    Query query = which.apply(tx.handle().createQuery(entries(tx.dialect(), from.isPresent())));
    from.ifPresent(moment -> query.bind("from", ColumnValues.argument(tx.dialect(), moment)));
    return query.bind("limit", limit).map((rows, context) -> AuditLogTable.entry(rows)).list();
  }

  /** Selects the moment of the oldest of the entries wanted; nothing when there are fewer. */
  static String oldest(Dialect dialect) {
    return "SELECT cast_at FROM vote_event WHERE tally = %s ORDER BY %s LIMIT 1 OFFSET :others"
        .formatted(ActivityCounts.ITS_TALLY, dialect.newestFirst("tally"));
  }

  /** Counts the entries since a moment, up to a limit. */
  String since(Dialect dialect) {
    return "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s AND e.cast_at >= :from LIMIT :limit) n"
        .formatted(log(dialect), condition);
  }

  /** Selects the newest entries, those of the same moment in a stable order. */
  String entries(Dialect dialect, boolean from) {
    return """
        SELECT t.poll, t.subject, e.voter, e.previous, e.choice, e.cast_at, e.request_id, e.variant
        FROM %s WHERE %s
        ORDER BY e.cast_at DESC, e.epoch DESC, e.seq DESC, t.part, e.request_id DESC LIMIT :limit
        """
        .formatted(log(dialect), condition + (from ? " AND e.cast_at >= :from" : ""));
  }
}
