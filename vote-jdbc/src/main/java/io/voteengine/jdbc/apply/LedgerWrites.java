package io.voteengine.jdbc.apply;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.log.NewEvents;
import io.voteengine.jdbc.apply.quarantine.QuarantinedVotes;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.moderation.QuarantinedVote;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.CloseEvent;
import io.voteengine.spi.journal.JournalBatch;
import io.voteengine.spi.journal.JournalEvent;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.journal.VoteEvent;
import io.voteengine.util.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes votes. Its first statement locks the partition's row, so one transaction at a time changes
 * the votes and tallies of a partition. Sealing a poll locks all of them.
 */
public final class LedgerWrites {
  private LedgerWrites() {}

  static ApplyResult apply(Transaction tx, EventWriter way, JournalBatch batch)
      throws SQLException {
    if (!PartitionTable.advance(tx.handle(), batch)) {
      tx.rollBack();
      return ApplyResult.Refused.FENCED;
    }
    int partition = batch.partition();
    List<JournalEvent> events = batch.events();
    CloseMarkerTable.record(tx, partition, only(CloseEvent.class, events));
    Set<SubjectId> drifted = new HashSet<>();
    Map<Long, String> quarantined = new HashMap<>();
    for (List<VoteEvent> chunk : chunks(only(VoteEvent.class, events))) {
      WriteResult written = way.write(tx, partition, chunk);
      drifted.addAll(written.drifted());
      quarantined.putAll(written.quarantined());
    }
    return new ApplyResult.Applied(drifted, quarantined);
  }

  /**
   * Applies batches of several partitions, each as {@link #apply} does.
   *
   * @return what became of each, by partition
   * @throws RefusedDataException when the database refuses events and cannot name them
   */
  static Map<Integer, ApplyResult> applyAll(Transaction tx, List<JournalBatch> batches)
      throws SQLException {
    Map<Integer, ApplyResult> results = new HashMap<>();
    batches.forEach(batch -> results.put(batch.partition(), ApplyResult.Refused.FENCED));
    List<JournalBatch> moved = PartitionTable.advance(tx, batches);
    if (moved.isEmpty()) {
      tx.rollBack();
      return results;
    }
    List<PartitionBatch> votes = new ArrayList<>();
    for (JournalBatch batch : moved) {
      CloseMarkerTable.record(tx, batch.partition(), only(CloseEvent.class, batch.events()));
      votes.add(new PartitionBatch(batch.partition(), only(VoteEvent.class, batch.events())));
    }
    BatchWriter.write(tx, votes)
        .forEach(
            (partition, written) ->
                results.put(
                    partition, new ApplyResult.Applied(written.drifted(), written.quarantined())));
    return results;
  }

  public static boolean recover(
      Transaction tx, EventWriter way, Term before, List<JournalEvent> salvage, Term next)
      throws SQLException {
    if (!PartitionTable.begin(tx.handle(), before, next)) {
      tx.rollBack();
      return false;
    }
    // Close markers count in their own epoch only: the next one closes the polls again.
    for (List<VoteEvent> chunk : chunks(only(VoteEvent.class, salvage))) {
      way.write(tx, before.partition(), NewEvents.among(tx, before.partition(), chunk));
    }
    return true;
  }

  /**
   * Applies a vote from the quarantine and removes it there. Does not apply it if the audit log has
   * it already.
   */
  public static boolean replay(Transaction tx, QuarantinedVote vote) throws SQLException {
    PartitionLock.lock(tx.handle(), vote.partition());
    Optional<QuarantinedVote> found = QuarantinedVotes.find(tx, vote);
    if (found.isPresent() && isSealed(tx, found.get())) {
      throw new RefusedDataException(
          new SQLException("the poll is sealed, and its result is final: discard the vote"));
    }
    if (found.isEmpty() || !QuarantinedVotes.delete(tx, vote)) {
      return false;
    }
    WriteResult written =
        write(tx, BatchWriter::write, vote.partition(), List.of(event(found.get())));
    for (String reason : written.quarantined().values()) {
      throw new RefusedDataException(new SQLException(reason));
    }
    return true;
  }

  private static boolean isSealed(Transaction tx, QuarantinedVote vote) {
    return PollTable.find(tx.handle(), vote.subject().poll())
        .filter(poll -> poll.state() == PollSnapshot.State.SEALED)
        .isPresent();
  }

  /**
   * Writes votes that do not come from the journal, except those that the audit log has. The
   * partition must be locked.
   */
  public static WriteResult write(
      Transaction tx, EventWriter way, int partition, List<VoteEvent> votes) throws SQLException {
    if (votes.isEmpty()) {
      return WriteResult.NOTHING;
    }
    List<SubjectId> subjects = votes.stream().map(VoteEvent::subject).distinct().sorted().toList();
    new LockedTallies(tx, partition).leap(subjects);
    return way.write(tx, partition, NewEvents.among(tx, partition, votes));
  }

  /** Without chain and tally, which nothing compares here. */
  private static VoteEvent event(QuarantinedVote vote) {
    return new VoteEvent(
        vote.epoch(),
        vote.seq(),
        0,
        vote.subject(),
        vote.voter(),
        vote.previous(),
        vote.choice(),
        Micros.of(vote.castAt()),
        vote.requestId(),
        vote.variant(),
        0,
        0,
        0);
  }

  private static List<List<VoteEvent>> chunks(List<VoteEvent> votes) {
    List<List<VoteEvent>> chunks = new ArrayList<>();
    for (int from = 0; from < votes.size(); from += BulkStatement.ROWS) {
      chunks.add(votes.subList(from, Math.min(votes.size(), from + BulkStatement.ROWS)));
    }
    return chunks;
  }

  private static <E extends JournalEvent> List<E> only(Class<E> kind, List<JournalEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
