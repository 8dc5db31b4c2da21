package io.voteengine.jdbc.apply.log;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.query.HistoryEntry;
import io.voteengine.util.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The audit log. */
public final class AuditLogTable {
  /** No variant is empty, so this stands for none. */
  private static final String NO_VARIANT = "";

  private AuditLogTable() {}

  /**
   * Appends events.
   *
   * @param tallyOf the id of a subject's tally
   */
  public static void append(
      Transaction tx, List<LoggedEvent> log, ToLongFunction<SubjectId> tallyOf)
      throws SQLException {
    if (log.isEmpty()) {
      return;
    }
    Columns columns =
        new Columns()
            .longs(log, e -> tallyOf.applyAsLong(e.event().subject()))
            .longs(log, e -> e.event().epoch())
            .longs(log, e -> e.event().seq())
            .requests(log, e -> e.event().requestId())
            .texts(log, e -> e.event().voter().value())
            .choices(log, e -> e.event().previous())
            .choices(log, e -> e.event().choice())
            .longs(log, e -> e.event().castAt())
            .texts(log, e -> Objects.requireNonNullElse(e.event().variant(), NO_VARIANT))
            .booleans(log, LoggedEvent::counted);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().logEvents(), columns)) {
      tx.expect(log.size(), statement.executeUpdate());
    }
  }

  public static HistoryEntry entry(ResultSet rows) throws SQLException {
    return new HistoryEntry(
        VoterId.of(rows.getString("voter")),
        SubjectId.of(rows.getString("poll"), rows.getString("subject")),
        ColumnValues.choice(rows, "previous"),
        ColumnValues.choice(rows, "choice"),
        Micros.toInstant(ColumnValues.micros(rows, "cast_at")),
        RequestId.of(ColumnValues.uuid(rows, "request_id")),
        variant(rows));
  }

  /** Returns a row's variant; null for none. */
  public static @Nullable String variant(ResultSet rows) throws SQLException {
    String variant = rows.getString("variant");
    return variant.equals(NO_VARIANT) ? null : variant;
  }
}
