package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The audit log. */
public final class AuditLogTable {
  private AuditLogTable() {}

  /** Appends events. */
  static void append(Transaction tx, int partition, List<LoggedEvent> log) throws SQLException {
    if (log.isEmpty()) {
      return;
    }
    Columns columns =
        new Columns()
            .longs(log, e -> e.event().epoch())
            .longs(log, e -> e.event().seq())
            .requests(log, e -> e.event().requestId())
            .texts(log, e -> e.event().subject().poll())
            .texts(log, e -> e.event().subject().key())
            .texts(log, e -> e.event().voter().value())
            .choices(log, e -> e.event().previous())
            .choices(log, e -> e.event().choice())
            .longs(log, e -> e.event().castAt())
            .texts(log, e -> e.event().variant())
            .booleans(log, LoggedEvent::counted);
    try (PreparedStatement statement =
        BulkStatements.prepare(tx, partition, tx.dialect().bulk().logEvents(), columns)) {
      tx.expect(log.size(), statement.executeUpdate());
    }
  }

  /** Returns the events that are neither in the log nor in quarantine. */
  static List<VoteEvent> absent(Transaction tx, int partition, List<VoteEvent> events) {
    LongSummaryStatistics epochs = events.stream().mapToLong(VoteEvent::epoch).summaryStatistics();
    LongSummaryStatistics numbers = events.stream().mapToLong(VoteEvent::seq).summaryStatistics();
    record Name(long epoch, long seq, UUID request) {}
    Set<Name> known =
        new HashSet<>(
            tx.handle()
                .createQuery(
                    """
                    SELECT epoch, seq, request_id FROM vote_event
                    WHERE part = :part AND epoch BETWEEN :epoch AND :lastEpoch
                      AND seq BETWEEN :seq AND :lastSeq
                    UNION ALL
                    SELECT epoch, seq, request_id FROM vote_quarantine
                    WHERE part = :part AND epoch BETWEEN :epoch AND :lastEpoch
                      AND seq BETWEEN :seq AND :lastSeq
                    """)
                .bind("part", partition)
                .bind("epoch", epochs.getMin())
                .bind("lastEpoch", epochs.getMax())
                .bind("seq", numbers.getMin())
                .bind("lastSeq", numbers.getMax())
                .map(
                    (rows, context) ->
                        new Name(
                            rows.getLong("epoch"),
                            rows.getLong("seq"),
                            ColumnValues.uuid(rows, "request_id")))
                .list());
    return events.stream()
        .filter(e -> known.add(new Name(e.epoch(), e.seq(), e.requestId().value())))
        .toList();
  }

  /** Returns the events whose request is in the log and did not come through the journal. */
  static Set<VoteEvent> doneDirectly(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    record Name(VoteKey key, RequestId request) {}
    Set<Name> done =
        withRequests(tx, partition, events, " AND e.seq < 0").stream()
            .map(e -> new Name(new VoteKey(e.subject(), e.voter()), e.requestId()))
            .collect(toSet());
    return events.stream()
        .filter(event -> done.contains(new Name(VoteKey.of(event), event.requestId())))
        .collect(toSet());
  }

  /**
   * Returns the events that the log has under the id of an erased voter. Two voters may have chosen
   * the same request id; the entry of an erased voter still has the moment of the vote.
   */
  public static Set<VoteEvent> ofErased(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    record Vote(SubjectId subject, RequestId request, Instant castAt) {}
    Map<Vote, Set<VoterId>> voters =
        withRequests(tx, partition, events, "").stream()
            .collect(
                groupingBy(
                    entry -> new Vote(entry.subject(), entry.requestId(), entry.castAt()),
                    mapping(HistoryEntry::voter, toSet())));
    return events.stream()
        .filter(
            event -> {
              Instant castAt = Micros.toInstant(event.castAt());
              Vote vote = new Vote(event.subject(), event.requestId(), castAt);
              Set<VoterId> known = voters.getOrDefault(vote, Set.of());
              return !known.contains(event.voter()) && known.stream().anyMatch(ErasedIds::contains);
            })
        .collect(toSet());
  }

  private static List<HistoryEntry> withRequests(
      Transaction tx, int partition, List<VoteEvent> events, String condition) throws SQLException {
    return of(tx, partition, events.stream().map(VoteEvent::requestId).toList(), condition);
  }

  /** Returns the log's entries with these requests, of any voter. */
  public static List<HistoryEntry> of(Transaction tx, int partition, List<RequestId> requests)
      throws SQLException {
    return of(tx, partition, requests, "");
  }

  private static List<HistoryEntry> of(
      Transaction tx, int partition, List<RequestId> requests, String condition)
      throws SQLException {
    List<RequestId> distinct = requests.stream().distinct().toList();
    List<HistoryEntry> found = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += BulkStatements.ROWS) {
      int to = Math.min(distinct.size(), from + BulkStatements.ROWS);
      found.addAll(read(tx, partition, distinct.subList(from, to), condition));
    }
    return found;
  }

  /**
   * Reads the audit log's entries with these requests, of any voter.
   *
   * @param condition a further condition on the log's row e
   */
  private static List<HistoryEntry> read(
      Transaction tx, int partition, List<RequestId> requests, String condition)
      throws SQLException {
    Columns columns = new Columns().requests(requests, request -> request);
    List<HistoryEntry> found = new ArrayList<>();
    try (PreparedStatement statement =
            BulkStatements.prepare(
                tx, partition, tx.dialect().bulk().readRequests() + condition, columns);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(entry(rows));
      }
    }
    return found;
  }

  public static boolean has(
      Transaction tx, int partition, SubjectId subject, VoterId voter, RequestId request) {
    return tx.handle()
            .createQuery(
                """
                SELECT count(*) FROM vote_event
                WHERE request_id = ? AND part = ? AND poll = ? AND subject = ? AND voter = ?
                """)
            .bind(0, tx.dialect().uuid(request.value()))
            .bind(1, partition)
            .bind(2, subject.poll())
            .bind(3, subject.key())
            .bind(4, voter.value())
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  public static HistoryEntry entry(ResultSet rows) throws SQLException {
    return new HistoryEntry(
        VoterId.of(rows.getString("voter")),
        SubjectId.of(rows.getString("poll"), rows.getString("subject")),
        ColumnValues.choice(rows, "previous"),
        ColumnValues.choice(rows, "choice"),
        Micros.toInstant(ColumnValues.micros(rows, "cast_at")),
        RequestId.of(ColumnValues.uuid(rows, "request_id")),
        rows.getString("variant"));
  }
}
