package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.AuditLogTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Dialect;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the newest entries of the audit log. It first looks up in an index from which moment on
 * they are: only PostgreSQL sorts no more than the entries of the same moment when the index has
 * the rest in order.
 */
enum NewestEntries {
  SUBJECT("part = :part AND poll = :poll AND subject = :subject", "part, poll, subject"),
  POLL("poll = :poll", "poll");

  private final String condition;
  private final String index;

  NewestEntries(String condition, String index) {
    this.condition = condition;
    this.index = index;
  }

  static List<HistoryEntry> of(Transaction tx, int partition, SubjectId subject, int limit) {
    return SUBJECT.read(
        tx,
        limit,
        query ->
            query
                .bind("part", partition)
                .bind("poll", subject.poll())
                .bind("subject", subject.key()));
  }

  static List<HistoryEntry> of(Transaction tx, String poll, int limit) {
    return POLL.read(tx, limit, query -> query.bind("poll", poll));
  }

  private List<HistoryEntry> read(Transaction tx, int limit, UnaryOperator<Query> which) {
    Optional<Long> from =
        which
            .apply(tx.handle().createQuery(oldest(tx.dialect())).bind("others", limit - 1))
            .map((rows, context) -> ColumnValues.micros(rows, "cast_at"))
            .findOne();
    Query query = which.apply(tx.handle().createQuery(entries(from.isPresent())));
    from.ifPresent(moment -> query.bind("from", ColumnValues.argument(tx.dialect(), moment)));
    return query.bind("limit", limit).map((rows, context) -> AuditLogTable.entry(rows)).list();
  }

  /** Selects the moment of the oldest of the entries wanted; nothing when there are fewer. */
  String oldest(Dialect dialect) {
    return "SELECT cast_at FROM vote_event WHERE %s ORDER BY %s LIMIT 1 OFFSET :others"
        .formatted(condition, dialect.newestFirst(index));
  }

  /** Selects the newest entries, those of the same moment in a stable order. */
  String entries(boolean from) {
    return """
        SELECT poll, subject, voter, previous, choice, cast_at, request_id, variant
        FROM vote_event WHERE %s
        ORDER BY cast_at DESC, epoch DESC, seq DESC, part, request_id DESC LIMIT :limit
        """
        .formatted(condition + (from ? " AND cast_at >= :from" : ""));
  }
}
