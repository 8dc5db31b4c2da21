package io.voteengine.jdbc.subject;

import io.voteengine.Poll;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.LockedTallies;
import io.voteengine.jdbc.apply.StaleTable;
import io.voteengine.jdbc.apply.UnrankedTable;
import io.voteengine.jdbc.apply.subject.OwnerScores;
import io.voteengine.jdbc.apply.subject.SubjectColumns;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import io.voteengine.poll.PollException;
import io.voteengine.spi.PollSnapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes what is recorded about subjects of one partition. A transaction takes the partition's
 * lock first, like all that change tallies: so an owner's score moves with the votes that count for
 * it.
 */
final class SubjectChange {
  private final Transaction tx;
  private final int partition;
  private final Map<String, Poll> polls = new HashMap<>();

  private SubjectChange(Transaction tx, int partition) {
    this.tx = tx;
    this.partition = partition;
  }

  /** Returns those of the changes that would change anything, without a lock. */
  static SortedMap<SubjectId, UnaryOperator<RecordedSubject>> needed(
      Transaction tx, int partition, SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes)
      throws SQLException {
    Map<SubjectId, SubjectRow> rows =
        SubjectTable.find(tx, partition, List.copyOf(changes.keySet()));
    SortedMap<SubjectId, UnaryOperator<RecordedSubject>> needed = new TreeMap<>(changes);
    needed.entrySet().removeIf(it -> isDone(it.getValue(), rows.get(it.getKey())));
    return needed;
  }

  private static boolean isDone(UnaryOperator<RecordedSubject> change, @Nullable SubjectRow row) {
    RecordedSubject before = row == null ? RecordedSubject.NOTHING : row.recorded();
    return change.apply(before).equals(before);
  }

  /** Returns how many were changed. */
  static int run(
      Transaction tx, int partition, SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes)
      throws SQLException {
    PartitionLock.lock(tx.handle(), partition);
    return new SubjectChange(tx, partition).run(changes);
  }

  private int run(SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes)
      throws SQLException {
    Map<SubjectId, SubjectRow> before =
        SubjectTable.find(tx, partition, List.copyOf(changes.keySet()));
    List<SubjectId> changed =
        changes.keySet().stream()
            .filter(id -> !isDone(Objects.requireNonNull(changes.get(id)), before.get(id)))
            .toList();
    if (changed.isEmpty()) {
      tx.rollBack();
      return 0;
    }
    LockedTallies tallies = new LockedTallies(tx, partition);
    tallies.open(changed);
    List<RecordedSubject> after = new ArrayList<>();
    List<SubjectId> stale = new ArrayList<>();
    List<Long> unranked = new ArrayList<>();
    OwnerScores scores = new OwnerScores();
    for (SubjectId id : changed) {
      SubjectRow row = before.get(id);
      RecordedSubject was = row == null ? RecordedSubject.NOTHING : row.recorded();
      RecordedSubject is = Objects.requireNonNull(changes.get(id)).apply(was);
      after.add(is);
      if (mayBeHeldOtherwise(id, row == null, was, is)) {
        stale.add(id);
      }
      if (row != null && row.hasVotes()) {
        unranked.add(row.id());
        if (was.owner() != null) {
          scores.add(partition, was.owner(), -row.score());
        }
        if (is.owner() != null) {
          scores.add(partition, is.owner(), row.score());
        }
      }
    }
    Columns columns =
        new Columns()
            .longs(changed, tallies::id)
            .ints(after, it -> SubjectColumns.code(it.listing()))
            .longsOrNulls(after, RecordedSubject::postedAt)
            .texts(after, it -> it.owner() == null ? null : it.owner().value());
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().recordSubjects(), columns)) {
      tx.expect(changed.size(), statement.executeUpdate());
    }
    scores.write(tx);
    if (!unranked.isEmpty()) {
      UnrankedTable.add(tx, unranked);
    }
    StaleTable.mark(tx, stale, id -> partition);
    return changed.size();
  }

  /**
   * Whether a store may hold the subject with another listing or owner. Where the poll lists its
   * subjects, a store does not hold one that the ledger has not recorded. Marking those too would
   * double the time in which a host lists many.
   */
  private boolean mayBeHeldOtherwise(
      SubjectId id, boolean isNew, RecordedSubject was, RecordedSubject is) {
    boolean listed = poll(id.poll()).listed();
    if (isNew && listed) {
      return false;
    }
    boolean asListed =
        listed ? was.listing() == is.listing() : was.isWithdrawn() == is.isWithdrawn();
    return !asListed || !Objects.equals(was.owner(), is.owner());
  }

  private Poll poll(String name) {
    return polls.computeIfAbsent(
        name,
        unknown ->
            PollTable.find(tx.handle(), name)
                .map(PollSnapshot::poll)
                .orElseThrow(
                    () ->
                        new PollException("No poll '" + name + "' is recorded: define it first.")));
  }
}
