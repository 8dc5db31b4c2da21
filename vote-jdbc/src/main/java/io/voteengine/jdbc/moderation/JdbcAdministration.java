package io.voteengine.jdbc.moderation;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.jdbc.apply.LockedTallies;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.query.TallyRecount;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.moderation.VoteSelection;
import io.voteengine.spi.ledger.LedgerAdministration;
import io.voteengine.spi.ledger.RecountedTallies;
import io.voteengine.spi.ledger.RevisedVotes;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Changes votes beside the journal: moderation, corrected tallies, and leaps over the store. */
public final class JdbcAdministration implements LedgerAdministration {
  private final Transactions transactions;
  private final SelectionRevision revision;
  private final TallyRecount recount;
  private final VoterErasure erasure;

  public JdbcAdministration(
      Transactions transactions,
      Transactions audits,
      ToIntFunction<SubjectId> partitionOf,
      VoterErasure erasure) {
    this.transactions = transactions;
    this.revision = new SelectionRevision(transactions, audits, partitionOf);
    this.recount = new TallyRecount(transactions, audits);
    this.erasure = erasure;
  }

  @Override
  public RevisedVotes voidVotes(VoteSelection selection) {
    return revision.run(VoteVoiding.VOID, selection);
  }

  @Override
  public RevisedVotes restoreVotes(VoteSelection selection) {
    return revision.run(VoteVoiding.RESTORE, selection);
  }

  @Override
  public RevisedVotes erase(VoterId voter) {
    return erasure.erase(voter);
  }

  @Override
  public RecountedTallies recount(int partition, String poll, @Nullable SubjectId after) {
    return recount.run(partition, poll, after);
  }

  @Override
  public void overtake(int partition, List<SubjectId> subjects) {
    transactions.write(
        "overtake the store",
        tx -> {
          PartitionLock.lock(tx.handle(), partition);
          new LockedTallies(tx, partition).leap(subjects.stream().sorted().toList());
          return tx;
        });
  }
}
