package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toSet;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.AuditLogTable;
import io.voteengine.jdbc.apply.log.LoggedRequests;
import io.voteengine.jdbc.apply.quarantine.LateVotes;
import io.voteengine.jdbc.apply.quarantine.QuarantineTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.poll.SpecialPolls;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.journal.VoteEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes events with a few statements for all of them, whose partitions are locked. */
public final class BatchWriter {
  private final Transaction tx;
  private final List<VoteEvent> events;
  private final LockedTallies tallies;
  private final VoteTable table;
  private final Map<VoteEvent, RefusedDataException> refused = new HashMap<>();
  private final Set<SubjectId> drifted = new HashSet<>();

  private BatchWriter(Transaction tx, List<VoteEvent> events, LockedTallies tallies) {
    this.tx = tx;
    this.events = events;
    this.tallies = tallies;
    this.table = new VoteTable(tx, tallies);
  }

  /** Writes the events of one partition, and puts those into quarantine that can be named. */
  public static WriteResult write(Transaction tx, int partition, List<VoteEvent> events)
      throws SQLException {
    if (events.isEmpty()) {
      return WriteResult.NOTHING;
    }
    BatchWriter writer = new BatchWriter(tx, events, new LockedTallies(tx, partition));
    writer.write();
    Map<Long, String> quarantined = QuarantineTable.add(tx, partition, writer.refused);
    return new WriteResult(writer.drifted, quarantined);
  }

  /**
   * Writes the events of several partitions, and puts those into quarantine that can be named.
   *
   * @return the result of each partition
   * @throws RefusedDataException when the database refuses any of the others
   */
  static Map<Integer, WriteResult> write(Transaction tx, List<PartitionBatch> batches)
      throws SQLException {
    List<VoteEvent> events = new ArrayList<>();
    Map<SubjectId, Integer> partitions = new HashMap<>();
    for (PartitionBatch batch : batches) {
      events.addAll(batch.events());
      batch.events().forEach(event -> partitions.put(event.subject(), batch.partition()));
    }
    BatchWriter writer =
        new BatchWriter(
            tx,
            events,
            new LockedTallies(tx, subject -> Objects.requireNonNull(partitions.get(subject))));
    if (!events.isEmpty()) {
      writer.write();
    }
    Map<Integer, WriteResult> results = new HashMap<>();
    for (PartitionBatch batch : batches) {
      results.put(batch.partition(), writer.result(batch));
    }
    return results;
  }

  private WriteResult result(PartitionBatch batch) {
    Map<VoteEvent, RefusedDataException> its = new HashMap<>(refused);
    if (!its.isEmpty()) {
      its.keySet().retainAll(Set.copyOf(batch.events()));
    }
    return new WriteResult(
        batch.events().stream().map(VoteEvent::subject).filter(drifted::contains).collect(toSet()),
        QuarantineTable.add(tx, batch.partition(), its));
  }

  private void write() throws SQLException {
    try {
      writeAll();
    } catch (SQLException e) {
      throw SqlStates.refusesData(e) ? new RefusedDataException(e) : e;
    }
  }

  private void writeAll() throws SQLException {
    List<VoteKey> keys = events.stream().map(VoteKey::of).distinct().sorted().toList();
    tallies.open(keys.stream().map(VoteKey::subject).distinct().toList());
    SpecialPolls polls = PollTable.special(tx, keys.stream().map(key -> key.subject().poll()));
    BallotGuard guard = BallotGuard.read(tx, polls.budgets(), events);
    Map<VoteKey, VoteRow> rows = table.read(keys);
    Set<VoteEvent> repeated = repeated(rows);
    BatchEffect effect =
        BatchEffect.of(events, rows, polls.sealed(), repeated, guard, refused.keySet());
    SortedMap<VoteKey, VoteRow> votes = effect.votes();
    while (!votes.isEmpty()) {
      Map<VoteKey, RefusedDataException> rest = table.write(votes, rows.keySet());
      if (rest.isEmpty()) {
        break;
      }
      if (!polls.budgets().isEmpty()) {
        // Without one of them, other votes of its voter may or may not fit. What was written is
        // undone, and the votes are written again in smaller groups.
        throw rest.values().iterator().next();
      }
      refused.putAll(causes(votes, rest));
      // Without the refused events, an earlier event of the same voter may count.
      effect = BatchEffect.of(events, rows, polls.sealed(), repeated, guard, refused.keySet());
      votes = new TreeMap<>(effect.votes());
      votes.keySet().retainAll(rest.keySet());
    }
    boolean fromJournal = events.get(0).seq() > 0;
    if (!fromJournal) {
      table.markDirect(effect.votes());
    }
    effect.exceeding().forEach(event -> refused.put(event, BallotGuard.refusal(event)));
    effect.late().forEach(event -> refused.put(event, LateVotes.refusal(event)));
    LateVotes.amend(tx, effect.late());
    Map<SubjectId, TallyRow> sums = tallies.add(effect.tallies());
    AuditLogTable.append(tx, effect.log(), tallies::id);
    ShownTallies shown = ShownTallies.after(events);
    if (fromJournal) {
      tallies.add(shown.leaps(sums));
    }
    drifted.addAll(shown.drifted(effect.drifted(), sums));
  }

  /**
   * Returns the requests that were done before in the ledger itself: a store that did not answer
   * may have done them too, with a later time.
   */
  private Set<VoteEvent> repeated(Map<VoteKey, VoteRow> rows) throws SQLException {
    if (rows.values().stream().noneMatch(VoteRow::direct)) {
      return Set.of();
    }
    return LoggedRequests.doneDirectly(
        tx,
        events.stream()
            .filter(event -> event.seq() > 0)
            .filter(event -> rows.getOrDefault(VoteKey.of(event), VoteRow.NONE).direct())
            .toList());
  }

  /** Returns the events that made the refused rows. */
  private Map<VoteEvent, RefusedDataException> causes(
      Map<VoteKey, VoteRow> votes, Map<VoteKey, RefusedDataException> rows) {
    Map<VoteEvent, RefusedDataException> causes = new HashMap<>();
    for (VoteEvent event : events) {
      VoteKey key = VoteKey.of(event);
      RefusedDataException refusal = rows.get(key);
      if (refusal != null && VoteRow.of(event).equals(votes.get(key))) {
        causes.put(event, refusal);
      }
    }
    return causes;
  }
}
