package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.VoteLedgerException;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.partition.PartitionLock;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.util.RunAll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes backups and reads them. A backup is visible only while all of its votes are there: it is
 * completed last, and {@linkplain BackupRemoval hidden first}.
 */
public final class BackupStore {
  /** How often a backup is read again because voters were erased from it meanwhile. */
  private static final int ATTEMPTS = 10;

  private final Transactions transactions;
  private final Transactions scans;
  private final Supplier<PartitionRange> range;
  private final Duration retention;
  private final BackupRemoval removal;

  /**
   * @param scans for the statement that copies every vote of a poll, and for waits for it
   */
  public BackupStore(
      Transactions transactions,
      Transactions scans,
      Supplier<PartitionRange> range,
      Duration retention,
      BackupRemoval removal) {
    this.transactions = transactions;
    this.scans = scans;
    this.range = range;
    this.retention = retention;
    this.removal = removal;
  }

  Backup take(String poll) {
    UUID id = UUID.randomUUID();
    return orDiscard(
        id,
        () -> {
          // Recorded before it is copied, so that an erasure sees it from now on. An erasure that
          // did not see it holds a partition's lock until it is done.
          Poll recorded =
              transactions.write(
                  "begin a backup",
                  tx -> {
                    Poll found = recorded(tx, poll);
                    UnfinishedBackups.beginTaking(tx, id, found);
                    return found;
                  });
          awaitErasures(id);
          long votes =
              scans.write(
                  "take a backup",
                  tx -> {
                    UnfinishedBackups.copied(tx, id);
                    return BackupRows.copy(tx, id, recorded);
                  });
          return complete(id, recorded, votes, null);
        });
  }

  /** Makes a backup; when it fails, nothing of the backup remains. */
  interface Making<E extends Exception> {
    Backup make() throws E;
  }

  <E extends Exception> Backup orDiscard(UUID id, Making<E> making) throws E {
    try {
      return making.make();
    } catch (Throwable e) {
      try {
        removal.delete(id);
      } catch (RuntimeException failure) {
        // It never becomes visible, and is deleted later as abandoned.
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private void awaitErasures(UUID id) {
    PartitionRange all = range.get();
    for (int i = all.from(); i < all.until(); i++) {
      int partition = i;
      transactions.write(
          "begin a backup",
          tx -> {
            PartitionLock.lock(tx.handle(), partition);
            UnfinishedBackups.stillTaking(tx, id);
            return id;
          });
    }
  }

  private static Poll recorded(Transaction tx, String poll) {
    return PollTable.find(tx.handle(), poll)
        .orElseThrow(
            () -> new BackupException("No poll '" + poll + "' is recorded: open it first.", null))
        .poll();
  }

  /** Adds votes to a backup that is not complete. */
  void add(UUID id, Poll poll, List<BackupVote> votes) {
    transactions.write(
        "keep imported votes",
        tx -> {
          UnfinishedBackups.goOn(tx, id);
          BackupRows.add(tx, id, range.get(), poll, votes);
          return id;
        });
  }

  /**
   * Completes a backup, from what the database has of it.
   *
   * @param votes how many were written
   * @param expected their counts and digest; null when not known yet
   */
  Backup complete(UUID id, Poll poll, long votes, BackupSum.@Nullable Total expected) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String unsummed = unsummed(id);
      BackupSum.Total total = scan(id, poll).total();
      if (total.votes() == votes && (expected == null || total.equals(expected))) {
        Optional<Backup> done =
            transactions.write(
                "complete a backup",
                tx -> BackupCompletion.complete(tx, id, unsummed, total, retention));
        if (done.isPresent()) {
          return done.get();
        }
      } else if (unsummed.equals(unsummed(id))) {
        throw new VoteLedgerException(
            "The ledger could not keep a backup: of %d votes that were written it reads %s."
                .formatted(votes, total),
            null);
      }
    }
    throw changing(id);
  }

  private String unsummed(UUID id) {
    return transactions.read("complete a backup", tx -> BackupCompletion.unsummed(tx, id));
  }

  /** Returns a reader of a backup's votes. */
  BackupScan scan(UUID id, Poll poll) {
    return new BackupScan(transactions, id, poll, range.get());
  }

  /** Returns a complete backup, whether it has a digest or not. */
  BackupTable.Head head(Backup backup) {
    return transactions.read("find a backup", tx -> BackupTable.find(tx, backup.id()));
  }

  /** Returns a complete backup with its digest. */
  Backup find(Backup backup) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Backup found = head(backup).backup();
      if (!BackupDigests.isWithoutDigest(found)) {
        return found;
      }
      recomputeDigest(found);
    }
    throw changing(backup.id());
  }

  boolean verify(Backup backup) {
    Backup recorded = find(backup);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      BackupSum.Total total = scan(recorded.id(), recorded.poll()).total();
      // When it was deleted meanwhile it is gone, not damaged.
      Backup present = find(backup);
      if (present.digest().equals(recorded.digest())) {
        return total.equals(BackupSum.Total.of(present));
      }
      recorded = present;
    }
    throw changing(backup.id());
  }

  static BackupException changing(UUID id) {
    return new BackupException(
        "Voters were erased from the backup %s meanwhile: call again.".formatted(id), null);
  }

  static BackupException damaged(Backup backup, String consequence) {
    return new BackupException(
        "The backup %s is damaged: its votes are not those that were recorded, so %s. Use another one."
            .formatted(backup.id(), consequence),
        null);
  }

  /** Computes the digests that are missing since a voter was erased. */
  public void recomputeDigests() {
    RunAll.each(
        transactions.read("list its backups", BackupDigests::withoutDigest), this::recomputeDigest);
  }

  private void recomputeDigest(Backup backup) {
    String digest = scan(backup.id(), backup.poll()).total().digest();
    transactions.write("keep a digest", tx -> BackupDigests.keepDigest(tx, backup, digest));
  }
}
