package io.voteengine.engine.durable;

import io.voteengine.SubjectId;
import io.voteengine.query.PendingSubjects;
import io.voteengine.spi.Deadline;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteStore;
import io.voteengine.spi.journal.Position;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Finds the subjects of a poll with acknowledged votes that the ledger lacks: in the journals,
 * which have the votes of all engines, and among this engine's votes that a store has lost.
 */
public final class PendingReader {
  private final VoteStore store;
  private final PositionReader positionReader;
  private final int partitions;
  private final Confirmations confirmations;

  /**
   * @param executor reads the ledger's positions, with one task at a time
   */
  public PendingReader(
      VoteStore store,
      VoteLedger ledger,
      Executor executor,
      int partitions,
      Confirmations confirmations) {
    this.store = store;
    this.positionReader = new PositionReader(ledger, partitions, executor);
    this.partitions = partitions;
    this.confirmations = confirmations;
  }

  public PendingSubjects read(String poll, Deadline deadline) {
    // The ledger last: what leaves this engine or a journal meanwhile is below its positions.
    List<Unconfirmed.Entry> own = confirmations.of(poll);
    // Half of the time is left for it where a part of the store is silent.
    Duration half = Duration.ofNanos(deadline.remainingNanos() / 2);
    List<JournalScan> journals =
        new JournalSearch(store, partitions, poll, Deadline.in(half)).run();
    Map<Integer, Position> positions = positionReader.read(deadline);

    Set<SubjectId> subjects = new TreeSet<>();
    Set<Integer> unread = new HashSet<>();
    for (JournalScan journal : journals) {
      Position position = positions.get(journal.partition());
      subjects.addAll(journal.subjectsAfter(position));
      if (!journal.isComplete(position)) {
        unread.add(journal.partition());
      }
    }
    for (Unconfirmed.Entry vote : own) {
      SubjectId subject = vote.command().subject();
      Position position = positions.get(confirmations.partitionOf(subject));
      if (position == null
          || position.term().epoch() != vote.epoch()
          || position.seq() < vote.seq()) {
        subjects.add(subject);
      }
    }
    return new PendingSubjects(List.copyOf(subjects), unread);
  }
}
