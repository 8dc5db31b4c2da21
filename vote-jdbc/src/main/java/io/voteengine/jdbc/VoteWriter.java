package io.voteengine.jdbc;

import io.voteengine.SubjectId;
import io.voteengine.event.CloseEvent;
import io.voteengine.event.JournalEvent;
import io.voteengine.event.VoteEvent;
import io.voteengine.spi.ApplyResult;
import io.voteengine.spi.Position;
import io.voteengine.spi.Term;
import io.voteengine.spi.VoteKey;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes votes. Its first statement locks the partition's row, so one transaction at a time changes
 * the votes and tallies of a partition; who seals a poll locks all of them.
 */
final class VoteWriter {
  /** Salvaged events per round of statements; a journal may hold a whole backlog. */
  private static final int SALVAGE_CHUNK = 10_000;

  private VoteWriter() {}

  static ApplyResult apply(Transaction tx, Position before, List<JournalEvent> events)
      throws SQLException {
    JournalEvent last = events.get(events.size() - 1);
    if (!PartitionTable.advance(tx.handle(), before, last.seq(), last.chain())) {
      tx.rollBack();
      return ApplyResult.Refused.FENCED;
    }
    int partition = before.term().partition();
    CloseTable.record(tx, partition, only(CloseEvent.class, events));
    return new ApplyResult.Applied(write(tx, partition, only(VoteEvent.class, events)));
  }

  static boolean recover(Transaction tx, Term before, List<JournalEvent> salvage, Term next)
      throws SQLException {
    if (!PartitionTable.begin(tx.handle(), before, next)) {
      tx.rollBack();
      return false;
    }
    // Close markers count in their own epoch only: polls are closed again in the next one.
    List<VoteEvent> votes = only(VoteEvent.class, salvage);
    for (int from = 0; from < votes.size(); from += SALVAGE_CHUNK) {
      List<VoteEvent> chunk = votes.subList(from, Math.min(votes.size(), from + SALVAGE_CHUNK));
      write(tx, before.partition(), EventLog.absent(tx, before.partition(), chunk));
    }
    return true;
  }

  /** Returns the subjects that are not what the events say. */
  private static Set<SubjectId> write(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return Set.of();
    }
    BulkStatements bulk = new BulkStatements(tx, partition);
    List<VoteKey> keys = events.stream().map(VoteKey::of).distinct().sorted().toList();
    Set<String> sealed = PollTable.sealed(tx, events);
    Map<VoteKey, VoteRow> rows = bulk.readVotes(keys);
    BatchEffect effect = BatchEffect.of(events, rows, sealed);
    bulk.writeVotes(effect.votes(), rows.keySet());
    Map<SubjectId, TallyRow> tallies = bulk.addToTallies(effect.tallies());
    bulk.logEvents(effect.log());
    return drifted(effect, events, tallies);
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

  private static <E extends JournalEvent> List<E> only(Class<E> kind, List<JournalEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
