package io.voteengine.jdbc.apply;

import static java.util.stream.Collectors.toMap;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.subject.OwnerScores;
import io.voteengine.jdbc.apply.subject.SubjectColumns;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.jdbc.sql.bulk.Columns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The tallies that a transaction changes, with their ids, by which votes and audit log name their
 * subjects. The transaction must hold the locks of their partitions, so that no other transaction
 * changes them: each is read once. Do not keep one beyond a savepoint that is undone.
 */
public final class LockedTallies {
  private final Transaction tx;
  private final ToIntFunction<SubjectId> partitionOf;
  private final Map<SubjectId, Long> ids = new HashMap<>();
  private final Map<SubjectId, TallyRow> rows = new HashMap<>();
  private final Map<SubjectId, VoterId> owners = new HashMap<>();

  /** For subjects of one partition. */
  public LockedTallies(Transaction tx, int partition) {
    this(tx, subject -> partition);
  }

  LockedTallies(Transaction tx, ToIntFunction<SubjectId> partitionOf) {
    this.tx = tx;
    this.partitionOf = partitionOf;
  }

  /** Returns the id of a subject that {@link #open} was called with. */
  public long id(SubjectId subject) {
    return Objects.requireNonNull(ids.get(subject));
  }

  /** Reads the tallies of subjects, and creates those that are missing. */
  public void open(Collection<SubjectId> subjects) throws SQLException {
    find(unknown(subjects));
    List<SubjectId> missing = unknown(subjects);
    if (missing.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        BulkStatement.prepare(
            tx,
            tx.dialect().bulk().createTallies(),
            BulkStatement.subjects(missing, partitionOf))) {
      tx.expect(missing.size(), statement.executeUpdate());
    }
    find(missing);
    tx.expect(0, unknown(missing).size());
  }

  /** In order, so that the rows of new subjects are in order too. */
  private List<SubjectId> unknown(Collection<SubjectId> subjects) {
    return subjects.stream().filter(id -> !ids.containsKey(id)).distinct().sorted().toList();
  }

  private void find(List<SubjectId> subjects) throws SQLException {
    if (subjects.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
            BulkStatement.prepare(
                tx,
                tx.dialect().bulk().findTallies(),
                BulkStatement.subjects(subjects, partitionOf));
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        SubjectId subject = subjects.get(found.getInt("n") - 1);
        ids.put(subject, found.getLong("id"));
        VoterId owner = SubjectColumns.owner(found);
        if (owner != null) {
          owners.put(subject, owner);
        }
        rows.put(
            subject,
            new TallyRow(found.getLong("up"), found.getLong("down"), found.getLong("version")));
      }
    }
  }

  /** Adds to the tallies, and returns the result. */
  public Map<SubjectId, TallyRow> add(SortedMap<SubjectId, TallyChange> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return Map.of();
    }
    open(changes.keySet());
    List<SubjectId> subjects = new ArrayList<>(changes.keySet());
    List<TallyChange> sums = new ArrayList<>(changes.values());
    Columns columns =
        new Columns()
            .longs(subjects, this::id)
            .longs(sums, TallyChange::up)
            .longs(sums, TallyChange::down)
            .longs(sums, TallyChange::version)
            .longsOrNulls(sums, TallyChange::firstAt);
    try (PreparedStatement statement =
        BulkStatement.prepare(tx, tx.dialect().bulk().addToTallies(), columns)) {
      tx.expect(changes.size(), statement.executeUpdate());
    }
    if (!owners.isEmpty()) {
      addToOwners(changes);
    }
    UnrankedTable.add(tx, subjects.stream().map(ids::get).toList());
    changes.forEach(
        (subject, change) -> rows.computeIfPresent(subject, (id, row) -> row.plus(change)));
    return subjects.stream().collect(toMap(subject -> subject, rows::get));
  }

  /** Keeps the score of each owner equal to the sum over the tallies. */
  private void addToOwners(SortedMap<SubjectId, TallyChange> changes) throws SQLException {
    OwnerScores scores = new OwnerScores();
    changes.forEach(
        (subject, change) -> {
          VoterId owner = owners.get(subject);
          if (owner != null) {
            scores.add(partitionOf.applyAsInt(subject), owner, change.up() - change.down());
          }
        });
    scores.write(tx);
  }

  /** Returns to whom the subjects that were read belong, each owner once. */
  public Set<VoterId> owners() {
    return Set.copyOf(owners.values());
  }

  /**
   * Prepares a change of votes around the store: raises the versions of their subjects above all
   * that the store has given out, and marks the subjects as stale. Call once in a transaction.
   */
  public void leap(List<SubjectId> subjects) throws SQLException {
    add(new TreeMap<>(subjects.stream().collect(toMap(subject -> subject, s -> TallyChange.LEAP))));
    StaleTable.mark(tx, subjects, partitionOf);
  }
}
