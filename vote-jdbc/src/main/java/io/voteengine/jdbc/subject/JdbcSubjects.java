package io.voteengine.jdbc.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.journal.Position;
import io.voteengine.spi.ledger.LedgerSubjects;
import io.voteengine.subject.NewSubject;
import io.voteengine.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The recorded subjects. */
public final class JdbcSubjects implements LedgerSubjects {
  /** The subjects of one transaction. */
  private static final int TOGETHER = 1_000;

  private final Transactions transactions;
  private final ToIntFunction<SubjectId> partitionOf;

  public JdbcSubjects(Transactions transactions, ToIntFunction<SubjectId> partitionOf) {
    this.transactions = transactions;
    this.partitionOf = partitionOf;
  }

  @Override
  public int add(int partition, String poll, List<NewSubject> subjects) {
    SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes = new TreeMap<>();
    subjects.forEach(added -> changes.put(SubjectId.of(poll, added.key()), it -> it.with(added)));
    return change(partition, changes);
  }

  @Override
  public int withdraw(int partition, List<SubjectId> subjects) {
    return change(partition, all(subjects, RecordedSubject::withdrawn));
  }

  @Override
  public int bringBack(int partition, List<SubjectId> subjects) {
    return change(partition, all(subjects, RecordedSubject::broughtBack));
  }

  @Override
  public boolean changeOwner(int partition, SubjectId subject, @Nullable VoterId owner) {
    return change(partition, all(List.of(subject), it -> it.ownedBy(owner))) > 0;
  }

  private static SortedMap<SubjectId, UnaryOperator<RecordedSubject>> all(
      List<SubjectId> subjects, UnaryOperator<RecordedSubject> change) {
    SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes = new TreeMap<>();
    subjects.forEach(subject -> changes.put(subject, change));
    return changes;
  }

  /** Repeated calls mostly find everything done, and take no lock. */
  int change(int partition, SortedMap<SubjectId, UnaryOperator<RecordedSubject>> changes) {
    int changed = 0;
    List<SubjectId> subjects = List.copyOf(changes.keySet());
    for (int from = 0; from < subjects.size(); from += TOGETHER) {
      SortedMap<SubjectId, UnaryOperator<RecordedSubject>> some = new TreeMap<>();
      subjects
          .subList(from, Math.min(subjects.size(), from + TOGETHER))
          .forEach(id -> some.put(id, Objects.requireNonNull(changes.get(id))));
      SortedMap<SubjectId, UnaryOperator<RecordedSubject>> needed =
          transactions.read("look for subjects", tx -> SubjectChange.needed(tx, partition, some));
      if (!needed.isEmpty()) {
        changed +=
            transactions.write("record subjects", tx -> SubjectChange.run(tx, partition, needed));
      }
    }
    return changed;
  }

  @Override
  public List<Subject> find(int partition, List<SubjectId> subjects) {
    Map<SubjectId, SubjectRow> rows =
        transactions.read("read subjects", tx -> SubjectTable.find(tx, partition, subjects));
    List<Subject> found = new ArrayList<>();
    for (SubjectId subject : subjects) {
      SubjectRow row = rows.get(subject);
      if (row != null) {
        found.add(row.recorded().as(subject));
      }
    }
    return found;
  }

  @Override
  public List<Subject> list(String poll, @Nullable SubjectId after, int limit) {
    int first = after == null ? Integer.MIN_VALUE : partitionOf.applyAsInt(after);
    return transactions.read(
        "read subjects",
        tx -> {
          List<Subject> page = new ArrayList<>();
          for (Position position : PartitionTable.positions(tx.handle())) {
            int partition = position.term().partition();
            if (partition >= first && page.size() < limit) {
              String from = after != null && partition == first ? after.key() : "";
              page.addAll(SubjectTable.page(tx, partition, poll, from, limit - page.size()));
            }
          }
          return page;
        });
  }

  @Override
  public long ownerScore(VoterId owner) {
    return transactions.read("read an owner's score", tx -> OwnerScore.shown(tx, owner));
  }
}
