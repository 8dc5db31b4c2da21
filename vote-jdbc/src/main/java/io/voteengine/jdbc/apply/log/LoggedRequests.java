package io.voteengine.jdbc.apply.log;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.query.HistoryEntry;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the events whose requests the audit log has, whatever their numbers. */
public final class LoggedRequests {
  private LoggedRequests() {}

  /** Returns the events whose request is in the log and did not come through the journal. */
  public static Set<VoteEvent> doneDirectly(Transaction tx, List<VoteEvent> events)
      throws SQLException {
    record Name(VoteKey key, RequestId request) {}
    Set<Name> done =
        withRequests(tx, events, " AND e.seq < 0").stream()
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
  public static Set<VoteEvent> ofErased(Transaction tx, List<VoteEvent> events)
      throws SQLException {
    record Vote(SubjectId subject, RequestId request, Instant castAt) {}
    Map<Vote, Set<VoterId>> voters =
        withRequests(tx, events, "").stream()
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
      Transaction tx, List<VoteEvent> events, String condition) throws SQLException {
    return EntriesByRequest.read(
        tx, events.stream().map(VoteEvent::requestId).toList(), condition, AuditLogTable::entry);
  }
}
