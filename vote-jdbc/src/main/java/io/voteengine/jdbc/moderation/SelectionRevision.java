package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.query.VotePages;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the votes of a selection in pages without a lock, and voids or restores them in
 * batches. Each batch is a transaction that holds its partition's lock.
 */
final class SelectionRevision {
  private static final int PAGE = 10_000;
  private static final int BATCH = 1_000;
  private static final int VOTERS_AT_ONCE = 500;

  private final Transactions transactions;
  private final Transactions audits;
  private final ToIntFunction<SubjectId> partitionOf;

  SelectionRevision(
      Transactions transactions, Transactions audits, ToIntFunction<SubjectId> partitionOf) {
    this.transactions = transactions;
    this.audits = audits;
    this.partitionOf = partitionOf;
  }

  RevisedVotes run(VoteVoiding revision, VoteSelection selection) {
    RevisedTotal sum = new RevisedTotal();
    for (int partition : partitions(selection.subject())) {
      for (VoteSelection some : byVoters(selection)) {
        revise(partition, revision, some, sum);
      }
      sum.endPartition();
    }
    return sum.total();
  }

  /**
   * Goes through a partition, and again when votes have moved to other places in the order
   * meanwhile.
   */
  private void revise(
      int partition, VoteVoiding revision, VoteSelection selection, RevisedTotal sum) {
    long erasures;
    RevisedCounts unchanged;
    do {
      erasures = erasures(partition);
      unchanged = pass(partition, revision, selection, sum);
    } while (erasures(partition) != erasures);
    sum.add(unchanged);
  }

  private long erasures(int partition) {
    return transactions.read(
        "look for votes", tx -> PartitionLock.erasures(tx.handle(), partition));
  }

  /** Returns how many votes it left unchanged. */
  private RevisedCounts pass(
      int partition, VoteVoiding revision, VoteSelection selection, RevisedTotal sum) {
    Map<String, Long> sealed = new HashMap<>();
    long spent = 0;
    VotePages.Place after = null;
    do {
      VotePages.Page<VoteSnapshot> page = page(partition, revision, selection, after);
      List<VoteSnapshot> votes = page.rows();
      for (int from = 0; from < votes.size(); from += BATCH) {
        List<VoteSnapshot> batch = votes.subList(from, Math.min(votes.size(), from + BATCH));
        RevisedCounts revised =
            transactions.write("change votes", tx -> revision.revise(tx, partition, batch));
        sum.add(new RevisedCounts(revised.subjects(), revised.votes(), Map.of(), 0));
        revised.sealed().forEach((poll, some) -> sealed.merge(poll, some, Long::sum));
        spent += revised.spent();
      }
      after = page.end();
    } while (after != null);
    return new RevisedCounts(Set.of(), 0, sealed, spent);
  }

  private VotePages.Page<VoteSnapshot> page(
      int partition,
      VoteVoiding revision,
      VoteSelection selection,
      VotePages.@Nullable Place after) {
    return audits.read(
        "look for votes", tx -> VoteSearch.page(tx, partition, revision, selection, after, PAGE));
  }

  /**
   * Returns the partitions of this ledger, which may have only some of all; or the subject's, if
   * this ledger has it.
   */
  private List<Integer> partitions(@Nullable SubjectId subject) {
    int only = subject == null ? -1 : partitionOf.applyAsInt(subject);
    return transactions.read(
        "read its partitions",
        tx ->
            PartitionTable.positions(tx.handle()).stream()
                .map(position -> position.term().partition())
                .filter(part -> subject == null || part == only)
                .toList());
  }

  /** Splits a selection, so that each look-up has only a few voters. */
  private static List<VoteSelection> byVoters(VoteSelection selection) {
    List<VoterId> voters = selection.voters();
    List<VoteSelection> some = new ArrayList<>();
    for (int from = 0; from < voters.size(); from += VOTERS_AT_ONCE) {
      some.add(selection.by(voters.subList(from, Math.min(voters.size(), from + VOTERS_AT_ONCE))));
    }
    return some.isEmpty() ? List.of(selection) : some;
  }
}
