package io.voteengine.jdbc.apply;

import io.voteengine.VoteLedgerException;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.sql.RefusedDataException;
import io.voteengine.jdbc.sql.SqlStates;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.sql.bulk.BulkStatement;
import io.voteengine.spi.journal.ApplyResult;
import io.voteengine.spi.journal.JournalBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Applies batches of several partitions in one transaction, or each alone where that fails. */
public final class GroupCommit {
  private final Transactions transactions;

  public GroupCommit(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Returns what became of each batch, in their order. */
  public List<ApplyResult> apply(List<JournalBatch> batches) {
    batches.forEach(BatchCheck::check);
    Map<Integer, ApplyResult> results = new HashMap<>();
    groups(batches).forEach(group -> results.putAll(applyGroup(group)));
    return batches.stream()
        .map(batch -> Objects.requireNonNull(results.get(batch.partition())))
        .toList();
  }

  private Map<Integer, ApplyResult> applyGroup(List<JournalBatch> group) {
    if (group.size() > 1) {
      try {
        return transactions.write(
            "apply events",
            tx -> LedgerWrites.applyAll(tx, group),
            (tx, results) -> PartitionTable.confirm(tx.handle(), applied(group, results)));
      } catch (VoteLedgerException e) {
        if (!(SqlStates.sqlCause(e) instanceof RefusedDataException)) {
          throw e;
        }
        // Nothing was written. Alone, a batch puts what is refused into quarantine.
      }
    }
    Map<Integer, ApplyResult> results = new HashMap<>();
    group.forEach(batch -> results.put(batch.partition(), alone(batch)));
    return results;
  }

  private ApplyResult alone(JournalBatch batch) {
    return CarefulWrites.carefully(
        way ->
            transactions.write(
                "apply events",
                tx -> LedgerWrites.apply(tx, way, batch),
                (tx, result) -> PartitionTable.confirm(tx.handle(), List.of(batch))));
  }

  private static List<JournalBatch> applied(
      List<JournalBatch> group, Map<Integer, ApplyResult> results) {
    return group.stream()
        .filter(batch -> results.get(batch.partition()) instanceof ApplyResult.Applied)
        .toList();
  }

  /** Splits them so that no group has more events than one statement takes. */
  private static List<List<JournalBatch>> groups(List<JournalBatch> batches) {
    List<List<JournalBatch>> groups = new ArrayList<>();
    int room = 0;
    for (JournalBatch batch : batches) {
      if (groups.isEmpty() || batch.events().size() > room) {
        groups.add(new ArrayList<>());
        room = BulkStatement.ROWS;
      }
      groups.get(groups.size() - 1).add(batch);
      room -= batch.events().size();
    }
    return groups;
  }
}
