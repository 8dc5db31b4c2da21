package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.AuditLogTable;
import io.voteengine.jdbc.apply.log.LoggedRequests;
import io.voteengine.jdbc.apply.quarantine.QuarantineTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.poll.SpecialPolls;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a batch of events with a few statements for all of them. */
public final class BatchWriter {
  private BatchWriter() {}

  public static WriteResult write(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return WriteResult.NOTHING;
    }
    try {
      return writeAll(tx, partition, events);
    } catch (SQLException e) {
      throw SqlStates.refusesData(e) ? new RefusedDataException(e) : e;
    }
  }

  private static WriteResult writeAll(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    VoteRowWriter writer = new VoteRowWriter(tx, partition);
    TallyWriter sums = new TallyWriter(tx, partition);
    List<VoteKey> keys = events.stream().map(VoteKey::of).distinct().sorted().toList();
    SpecialPolls polls = PollTable.special(tx, keys.stream().map(key -> key.subject().poll()));
    BallotGuard guard = BallotGuard.read(tx, partition, polls.budgets(), events);
    Map<VoteKey, VoteRow> rows = new BulkReads(tx, partition).readVotes(keys);
    Set<VoteEvent> repeated = repeated(tx, partition, events, rows);
    Map<VoteEvent, RefusedDataException> refused = new HashMap<>();
    BatchEffect effect =
        BatchEffect.of(events, rows, polls.sealed(), repeated, guard, refused.keySet());
    SortedMap<VoteKey, VoteRow> votes = effect.votes();
    while (!votes.isEmpty()) {
      Map<VoteKey, RefusedDataException> rest = writer.writeVotes(votes, rows.keySet());
      if (rest.isEmpty()) {
        break;
      }
      refused.putAll(causes(events, votes, rest));
      // Without the refused events, an earlier event of the same voter may count.
      effect = BatchEffect.of(events, rows, polls.sealed(), repeated, guard, refused.keySet());
      votes = new TreeMap<>(effect.votes());
      votes.keySet().retainAll(rest.keySet());
    }
    if (events.get(0).seq() < 0) {
      writer.markDirect(effect.votes());
    }
    effect.exceeding().forEach(event -> refused.put(event, BallotGuard.refusal(event)));
    Map<Long, String> quarantined = QuarantineTable.add(tx, partition, refused);
    Map<SubjectId, TallyRow> tallies = sums.addToTallies(effect.tallies());
    AuditLogTable.append(tx, partition, effect.log());
    ShownTallies shown = ShownTallies.after(events);
    if (events.get(0).seq() > 0) {
      sums.addToTallies(shown.leaps(tallies));
    }
    return new WriteResult(shown.drifted(effect.drifted(), tallies), quarantined);
  }

  /**
   * Returns the requests that were done before in the ledger itself: a store that did not answer
   * may have done them too, with a later time.
   */
  private static Set<VoteEvent> repeated(
      Transaction tx, int partition, List<VoteEvent> events, Map<VoteKey, VoteRow> rows)
      throws SQLException {
    if (rows.values().stream().noneMatch(VoteRow::direct)) {
      return Set.of();
    }
    return LoggedRequests.doneDirectly(
        tx,
        partition,
        events.stream()
            .filter(event -> event.seq() > 0)
            .filter(event -> rows.getOrDefault(VoteKey.of(event), VoteRow.NONE).direct())
            .toList());
  }

  /** Returns the events that made the refused rows. */
  private static Map<VoteEvent, RefusedDataException> causes(
      List<VoteEvent> events,
      Map<VoteKey, VoteRow> votes,
      Map<VoteKey, RefusedDataException> refused) {
    Map<VoteEvent, RefusedDataException> causes = new HashMap<>();
    for (VoteEvent event : events) {
      VoteKey key = VoteKey.of(event);
      RefusedDataException refusal = refused.get(key);
      if (refusal != null && VoteRow.of(event).equals(votes.get(key))) {
        causes.put(event, refusal);
      }
    }
    return causes;
  }
}
