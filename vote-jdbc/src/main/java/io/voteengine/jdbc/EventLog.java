package io.voteengine.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.voteengine.HistoryEntry;
import io.voteengine.Micros;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.event.VoteEvent;
import io.voteengine.spi.VoteKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The audit log. */
final class EventLog {
  private EventLog() {}

  /** Those of the events that are neither in the log nor in quarantine. */
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
                            Values.uuid(rows, "request_id")))
                .list());
    return events.stream()
        .filter(e -> known.add(new Name(e.epoch(), e.seq(), e.requestId().value())))
        .toList();
  }

  /** Those of the events whose request is in the log, done without the journal. */
  static Set<VoteEvent> doneDirectly(Transaction tx, int partition, List<VoteEvent> events) {
    record Name(VoteKey key, RequestId request) {}
    Set<Name> done =
        withRequests(tx, partition, events, " AND seq < 0").stream()
            .map(e -> new Name(new VoteKey(e.subject(), e.voter()), e.requestId()))
            .collect(toSet());
    return events.stream()
        .filter(event -> done.contains(new Name(VoteKey.of(event), event.requestId())))
        .collect(toSet());
  }

  /** Those of the events that the log has, but as of a voter who was erased. */
  static Set<VoteEvent> ofErased(Transaction tx, int partition, List<VoteEvent> events) {
    record Vote(SubjectId subject, RequestId request) {}
    Map<Vote, Set<VoterId>> voters =
        withRequests(tx, partition, events, "").stream()
            .collect(
                groupingBy(
                    entry -> new Vote(entry.subject(), entry.requestId()),
                    mapping(HistoryEntry::voter, toSet())));
    return events.stream()
        .filter(
            event -> {
              Set<VoterId> known =
                  voters.getOrDefault(new Vote(event.subject(), event.requestId()), Set.of());
              return !known.contains(event.voter()) && known.stream().anyMatch(Erasure::isNobody);
            })
        .collect(toSet());
  }

  private static List<HistoryEntry> withRequests(
      Transaction tx, int partition, List<VoteEvent> events, String condition) {
    return of(tx, partition, events.stream().map(VoteEvent::requestId).toList(), condition);
  }

  /** What the log has under these requests, whoever cast them. */
  static List<HistoryEntry> of(Transaction tx, int partition, List<RequestId> requests) {
    return of(tx, partition, requests, "");
  }

  private static List<HistoryEntry> of(
      Transaction tx, int partition, List<RequestId> requests, String condition) {
    if (requests.isEmpty()) {
      return List.of();
    }
    return tx.handle()
        .createQuery(
            """
            SELECT poll, subject, voter, previous, choice, cast_at, request_id, variant
            FROM vote_event WHERE request_id IN (<requests>) AND part = :part\
            """
                + condition)
        .bindList("requests", requests.stream().map(id -> tx.dialect().uuid(id.value())).toList())
        .bind("part", partition)
        .map((rows, context) -> entry(rows))
        .list();
  }

  static boolean has(
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

  static List<HistoryEntry> of(Transaction tx, int partition, SubjectId subject, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT poll, subject, voter, previous, choice, cast_at, request_id, variant
            FROM vote_event WHERE part = ? AND poll = ? AND subject = ?
            ORDER BY cast_at DESC, epoch DESC, seq DESC, request_id DESC LIMIT ?
            """)
        .bind(0, partition)
        .bind(1, subject.poll())
        .bind(2, subject.key())
        .bind(3, limit)
        .map((rows, context) -> entry(rows))
        .list();
  }

  static List<HistoryEntry> of(Transaction tx, String poll, int limit) {
    return tx.handle()
        .createQuery(
            """
            SELECT poll, subject, voter, previous, choice, cast_at, request_id, variant
            FROM vote_event WHERE poll = ?
            ORDER BY cast_at DESC, epoch DESC, seq DESC, part, request_id DESC LIMIT ?
            """)
        .bind(0, poll)
        .bind(1, limit)
        .map((rows, context) -> entry(rows))
        .list();
  }

  private static HistoryEntry entry(ResultSet rows) throws SQLException {
    return new HistoryEntry(
        VoterId.of(rows.getString("voter")),
        SubjectId.of(rows.getString("poll"), rows.getString("subject")),
        Values.choice(rows, "previous"),
        Values.choice(rows, "choice"),
        Micros.toInstant(Values.micros(rows, "cast_at")),
        RequestId.of(Values.uuid(rows, "request_id")),
        rows.getString("variant"));
  }
}
