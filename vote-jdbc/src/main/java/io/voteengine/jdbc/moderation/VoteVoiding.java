package io.voteengine.jdbc.moderation;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.jdbc.apply.BulkReads;
import io.voteengine.jdbc.apply.LockedTallies;
import io.voteengine.jdbc.apply.TallyChange;
import io.voteengine.jdbc.apply.VoteRow;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.poll.SpecialPolls;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.spi.VoteKey;
import io.voteengine.spi.VoteSnapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Voids votes, which keep their rows, and restores them. */
enum VoteVoiding {
  VOID("choice") {
    @Override
    VoteRow revised(VoteRow row) {
      return new VoteRow(Choice.NONE, row.choice(), row.castAt(), row.requestId(), row.direct());
    }
  },
  RESTORE("voided") {
    @Override
    VoteRow revised(VoteRow row) {
      return new VoteRow(row.voided(), row.castAt(), row.requestId(), row.direct());
    }
  };

  /** The column with the choice of the votes that may be revised; it holds none for other votes. */
  final String column;

  VoteVoiding(String column) {
    this.column = column;
  }

  abstract VoteRow revised(VoteRow row);

  /** Revises the votes of one partition that are still as they were found. */
  RevisedCounts revise(Transaction tx, int partition, List<VoteSnapshot> found)
      throws SQLException {
    PartitionLock.lock(tx.handle(), partition);
    SpecialPolls polls = PollTable.special(tx, found.stream().map(vote -> vote.subject().poll()));
    HeldBudgets budgets = HeldBudgets.read(tx, polls.budgets(), found);
    Map<VoteKey, VoteRow> rows =
        new BulkReads(tx, partition).readVotes(found.stream().map(VoteVoiding::key).toList());
    SortedMap<VoteKey, VoteRow> changed = new TreeMap<>();
    SortedMap<SubjectId, TallyChange> tallies = new TreeMap<>();
    Map<String, Long> sealed = new HashMap<>();
    long spent = 0;
    for (VoteSnapshot vote : found) {
      VoteRow row = rows.get(key(vote));
      if (row == null || !isStill(row, vote)) {
        continue;
      }
      if (polls.sealed().contains(vote.subject().poll())) {
        sealed.merge(vote.subject().poll(), 1L, Long::sum);
        continue;
      }
      VoteRow revised = revised(row);
      if (!budgets.take(key(vote), revised)) {
        spent++;
        continue;
      }
      changed.put(key(vote), revised);
      tallies.put(
          vote.subject(),
          tallies
              .getOrDefault(vote.subject(), TallyChange.NONE)
              .and(row.choice(), revised.choice(), row.castAt()));
    }
    LockedTallies sums = new LockedTallies(tx, partition);
    sums.leap(List.copyOf(tallies.keySet()));
    sums.add(tallies);
    write(tx, sums, changed);
    return new RevisedCounts(tallies.keySet(), changed.size(), sealed, spent);
  }

  private static VoteKey key(VoteSnapshot vote) {
    return new VoteKey(vote.subject(), vote.voter());
  }

  /** Returns whether the vote was neither replaced by its voter nor revised by another node. */
  private boolean isStill(VoteRow row, VoteSnapshot vote) {
    Choice revisable = this == VOID ? row.choice() : row.voided();
    return revisable == vote.choice()
        && row.castAt() == vote.castAt()
        && Objects.equals(row.requestId(), vote.requestId());
  }

  /** By an update: an upsert would have to pass checks that your database has for new votes. */
  private static void write(Transaction tx, LockedTallies tallies, SortedMap<VoteKey, VoteRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.connection()
            .prepareStatement(
                "UPDATE vote SET choice = ?, voided = ? WHERE tally = ? AND voter = ?")) {
      for (Map.Entry<VoteKey, VoteRow> entry : rows.entrySet()) {
        VoteKey key = entry.getKey();
        statement.setShort(1, ColumnValues.code(entry.getValue().choice()));
        statement.setShort(2, ColumnValues.code(entry.getValue().voided()));
        statement.setLong(3, tallies.id(key.subject()));
        statement.setString(4, key.voter().value());
        statement.addBatch();
      }
      for (int updated : statement.executeBatch()) {
        tx.expect(1, updated == Statement.SUCCESS_NO_INFO ? 1 : updated);
      }
    }
  }
}
