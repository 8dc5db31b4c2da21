package io.voteengine.jdbc.subject;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Removes a voter as the owner of subjects, which then belong to nobody. */
public final class OwnerErasure {
  private static final int TOGETHER = 1_000;

  private final Transactions transactions;
  private final JdbcSubjects subjects;

  public OwnerErasure(Transactions transactions, JdbcSubjects subjects) {
    this.transactions = transactions;
    this.subjects = subjects;
  }

  /** Returns when the voter owns nothing and has no score. */
  public void erase(VoterId owner) {
    Map<SubjectId, Integer> found = find(owner);
    while (!found.isEmpty()) {
      Map<Integer, SortedMap<SubjectId, UnaryOperator<RecordedSubject>>> changes = new TreeMap<>();
      found.forEach(
          (subject, partition) ->
              changes
                  .computeIfAbsent(partition, its -> new TreeMap<>())
                  .put(subject, it -> owner.equals(it.owner()) ? it.ownedBy(null) : it));
      changes.forEach(subjects::change);
      found = find(owner);
    }
    for (int partition : scored(owner)) {
      transactions.write("erase an owner", tx -> delete(tx, partition, owner));
    }
  }

  private Map<SubjectId, Integer> find(VoterId owner) {
    return transactions.read("look for an owner", tx -> SubjectTable.ofOwner(tx, owner, TOGETHER));
  }

  private List<Integer> scored(VoterId owner) {
    return transactions.read(
        "look for an owner",
        tx ->
            tx.handle()
                .createQuery(
                    """
                    SELECT s.part FROM vote_partition p
                    JOIN vote_owner_score s ON s.part = p.part AND s.owner = ?
                    """)
                .bind(0, owner.value())
                .mapTo(Integer.class)
                .list());
  }

  /** A subject may have been given to the owner again meanwhile. */
  private static int delete(Transaction tx, int partition, VoterId owner) {
    PartitionLock.lock(tx.handle(), partition);
    return tx.handle()
        .execute(
            """
            DELETE FROM vote_owner_score WHERE part = ? AND owner = ?
              AND NOT EXISTS (SELECT 1 FROM vote_tally WHERE part = ? AND owner = ?)
            """,
            partition,
            owner.value(),
            partition,
            owner.value());
  }
}
