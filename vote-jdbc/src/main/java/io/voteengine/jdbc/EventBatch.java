package io.voteengine.jdbc;

import io.voteengine.SubjectId;
import io.voteengine.event.VoteEvent;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a batch of events, a few statements for all of them. */
final class EventBatch {
  private EventBatch() {}

  static Written write(Transaction tx, int partition, List<VoteEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return Written.NOTHING;
    }
    try {
      return writeAll(tx, partition, events);
    } catch (SQLException e) {
      throw SqlFailure.refusesData(e) ? new RefusedDataException(e) : e;
    }
  }

  private static Written writeAll(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    BulkStatements bulk = new BulkStatements(tx, partition);
    List<VoteKey> keys = events.stream().map(VoteKey::of).distinct().sorted().toList();
    Set<String> sealed = PollTable.sealed(tx, events);
    BatchEffect effect = BatchEffect.of(events, bulk.readVotes(keys), sealed);
    bulk.writeVotes(effect.votes());
    Map<SubjectId, TallyRow> tallies = bulk.addToTallies(effect.tallies());
    bulk.logEvents(effect.log());
    return new Written(drifted(effect, events, tallies), Map.of());
  }

  private static Set<SubjectId> drifted(
      BatchEffect effect, List<VoteEvent> events, Map<SubjectId, TallyRow> tallies) {
    Map<SubjectId, TallyRow> told = new HashMap<>();
    events.forEach(event -> told.put(event.subject(), TallyRow.after(event)));
    Set<SubjectId> drifted = new HashSet<>(effect.drifted());
    tallies.forEach(
        (subject, tally) -> {
          if (!tally.equals(told.get(subject))) {
            drifted.add(subject);
          }
        });
    return drifted;
  }
}
