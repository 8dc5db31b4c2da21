package io.voteengine.jdbc;

import io.voteengine.Backup;
import io.voteengine.BackupException;
import io.voteengine.Poll;
import io.voteengine.SealedPolls;
import io.voteengine.VoteLedgerException;
import io.voteengine.VoterId;
import io.voteengine.spi.PartitionRange;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where backups are kept, from their first vote to their deletion. One shows only while all of its
 * votes are there: it is completed last, and hidden first.
 */
final class BackupShelf {
  private static final int ROWS_AT_ONCE = 10_000;

  private final Transactions transactions;
  private final Transactions scans;
  private final Supplier<PartitionRange> range;
  private final Duration retention;

  /**
   * @param scans for the statement that copies every vote of a poll
   */
  BackupShelf(
      Transactions transactions,
      Transactions scans,
      Supplier<PartitionRange> range,
      Duration retention) {
    this.transactions = transactions;
    this.scans = scans;
    this.range = range;
    this.retention = retention;
  }

  Backup take(String poll) {
    UUID id = UUID.randomUUID();
    // In two transactions: who erases a voter must see what is in the making.
    Poll recorded =
        transactions.write(
            "begin a backup",
            tx -> {
              Poll found = recorded(tx, poll);
              BackupTable.begin(tx, id, found, Values.now(tx));
              return found;
            });
    long votes =
        scans.write(
            "take a backup",
            tx -> {
              BackupTable.goOn(tx, id);
              return BackupRows.copy(tx, id, recorded);
            });
    return complete(id, recorded, votes, null);
  }

  private static Poll recorded(Transaction tx, String poll) {
    return PollTable.find(tx.handle(), poll)
        .orElseThrow(
            () -> new BackupException("No poll '" + poll + "' is recorded: open it first.", null))
        .poll();
  }

  /** Adds votes to one that has begun and is not complete. */
  void add(UUID id, List<BackupVote> votes) {
    transactions.write(
        "keep imported votes",
        tx -> {
          BackupTable.goOn(tx, id);
          BackupRows.add(tx, id, range.get(), votes);
          return id;
        });
  }

  /**
   * Completes one, by what the database has of it.
   *
   * @param votes how many were written
   * @param expected what they add up to; null: it is not known yet
   */
  Backup complete(UUID id, Poll poll, long votes, BackupSum.@Nullable Total expected) {
    BackupSum.Total total = scan(id, poll).total();
    if (total.votes() != votes || (expected != null && !total.equals(expected))) {
      throw new VoteLedgerException(
          "The ledger could not keep a backup: of %d votes that were written it reads %s."
              .formatted(votes, total),
          null);
    }
    return transactions.write(
        "complete a backup", tx -> BackupTable.complete(tx, id, total, retention));
  }

  /** Reads the votes of a backup. */
  BackupScan scan(UUID id, Poll poll) {
    return new BackupScan(transactions, id, poll, range.get());
  }

  BackupTable.Head find(Backup backup) {
    BackupTable.Head head =
        transactions.read("find a backup", tx -> BackupTable.find(tx, backup.id()));
    if (!BackupTable.isWithoutDigest(head.backup())) {
      return head;
    }
    digestAnew();
    return transactions.read("find a backup", tx -> BackupTable.find(tx, backup.id()));
  }

  boolean verify(Backup backup) {
    Backup recorded = find(backup).backup();
    BackupSum.Total total = scan(recorded.id(), recorded.poll()).total();
    // One that was deleted meanwhile is gone, not damaged.
    return total.equals(BackupSum.Total.of(find(backup).backup()));
  }

  static BackupException damaged(Backup backup, String consequence) {
    return new BackupException(
        "The backup %s is damaged: its votes are not those that were recorded, so %s. Use another one."
            .formatted(backup.id(), consequence),
        null);
  }

  /** Deletes one, whole or not; false where somebody else has. */
  boolean delete(UUID id) {
    boolean hidden = transactions.write("delete a backup", tx -> BackupTable.hide(tx, id));
    if (hidden) {
      deleteHidden(id);
    }
    return hidden;
  }

  /** Deletes those that have outlived their retention, or were abandoned half-made. */
  void deleteExpired() {
    for (UUID id : transactions.read("list its backups", BackupTable::expired)) {
      if (transactions.write("delete a backup", tx -> BackupTable.expire(tx, id))) {
        deleteHidden(id);
      }
    }
  }

  /**
   * Replaces a voter's id in all backups, those of sealed polls too unless they are to be kept.
   * Each then has another digest, which it gets now, or when it is next looked at. Backups in the
   * making are given up, for they may have the id.
   *
   * @return in how many the id was
   */
  int erase(VoterId voter, VoterId replacement, SealedPolls sealedPolls) {
    transactions.read("list its backups", BackupTable::making).forEach(this::delete);
    List<UUID> found =
        scans.read("look for a voter", tx -> BackupRows.having(tx, voter, sealedPolls));
    for (UUID id : found) {
      scans.write(
          "erase a voter",
          tx -> {
            BackupTable.forgetDigest(tx, id);
            return BackupRows.replace(tx, range.get(), id, voter, replacement);
          });
    }
    digestAnew();
    return found.size();
  }

  /** Gives those a digest that have none since a voter was erased. */
  void digestAnew() {
    for (Backup backup : transactions.read("list its backups", BackupTable::withoutDigest)) {
      String digest = scan(backup.id(), backup.poll()).total().digest();
      transactions.write("keep a digest", tx -> BackupTable.keepDigest(tx, backup, digest));
    }
  }

  private void deleteHidden(UUID id) {
    PartitionRange all = range.get();
    for (int i = all.from(); i < all.until(); i++) {
      int partition = i;
      int deleted;
      do {
        deleted =
            transactions.write(
                "delete a backup", tx -> BackupRows.delete(tx, partition, id, ROWS_AT_ONCE));
      } while (deleted == ROWS_AT_ONCE);
    }
    transactions.write("delete a backup", tx -> BackupTable.delete(tx, id));
  }
}
