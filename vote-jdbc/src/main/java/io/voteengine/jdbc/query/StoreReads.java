package io.voteengine.jdbc.query;

import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.HeldReads;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.partition.PartitionTable;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.TransactionBody;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.HeldVotes;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.SubjectSnapshot;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import io.voteengine.spi.VoterInPoll;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerRead;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the store loads: subjects, votes and polls, each with the term of the same moment. */
public final class StoreReads {
  private final Transactions transactions;

  public StoreReads(Transactions transactions) {
    this.transactions = transactions;
  }

  public LedgerRead<List<SubjectSnapshot>> subjects(
      int partition, List<SubjectId> subjects, int few) {
    return transactions.read(
        "read subjects",
        tx -> {
          BulkReads bulk = new BulkReads(tx, partition);
          while (true) {
            Term before = PartitionTable.position(tx.handle(), partition).term();
            List<SubjectSnapshot> found = SubjectLoad.read(bulk, subjects, few);
            if (PartitionTable.position(tx.handle(), partition).term().equals(before)) {
              return new LedgerRead<>(before, found);
            }
          }
        });
  }

  public LedgerRead<List<VoteSnapshot>> votes(int partition, List<VoteKey> votes) {
    return read(
        "read votes",
        partition,
        tx -> {
          Map<VoteKey, VoteRow> rows = new BulkReads(tx, partition).readVotes(votes);
          return votes.stream()
              .map(key -> rows.getOrDefault(key, VoteRow.NONE).snapshot(key))
              .toList();
        });
  }

  public LedgerRead<List<HeldVotes>> held(int partition, List<VoterInPoll> voters) {
    return read("read votes", partition, tx -> HeldReads.read(tx, voters));
  }

  public LedgerRead<Optional<PollSnapshot>> poll(int partition, String name) {
    return read("read a poll", partition, tx -> PollTable.findForCasts(tx.handle(), name));
  }

  /**
   * Reads the term first: rows read after it are of this term or newer, and the store detects
   * which.
   */
  private <T> LedgerRead<T> read(String what, int partition, TransactionBody<T> body) {
    return transactions.read(
        what,
        tx -> {
          Term term = PartitionTable.position(tx.handle(), partition).term();
          return new LedgerRead<>(term, body.run(tx));
        });
  }
}
