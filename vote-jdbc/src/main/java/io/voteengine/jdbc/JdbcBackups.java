package io.voteengine.jdbc;

import io.voteengine.Backup;
import io.voteengine.BackupException;
import io.voteengine.Micros;
import io.voteengine.Poll;
import io.voteengine.RestoreReport;
import io.voteengine.VoteLedgerException;
import io.voteengine.spi.LedgerBackups;
import io.voteengine.spi.PollSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Backups as rows beside the votes, and as files. */
final class JdbcBackups implements LedgerBackups {
  private static final int ROWS_AT_ONCE = 10_000;
  private static final int IMPORTED_AT_ONCE = 5_000;

  private final Transactions transactions;
  private final Transactions scans;
  private final VoteWrites writes;
  private final IntSupplier partitions;
  private final Duration retention;

  /**
   * @param scans for statements that read every vote of a poll
   */
  JdbcBackups(
      Transactions transactions,
      Transactions scans,
      VoteWrites writes,
      IntSupplier partitions,
      Duration retention) {
    this.transactions = transactions;
    this.scans = scans;
    this.writes = writes;
    this.partitions = partitions;
    this.retention = retention;
  }

  @Override
  public Backup take(String poll) {
    UUID id = UUID.randomUUID();
    record Copy(Poll poll, long votes) {}
    Copy copy =
        scans.write(
            "take a backup",
            tx -> {
              Poll recorded =
                  PollTable.find(tx.handle(), poll)
                      .orElseThrow(
                          () ->
                              new BackupException(
                                  "No poll '" + poll + "' is recorded: open it first.", null))
                      .poll();
              BackupTable.begin(tx, id, recorded, BackupTable.now(tx));
              return new Copy(recorded, BackupRows.copy(tx, id, recorded));
            });
    return complete(id, copy.poll(), copy.votes(), null);
  }

  /** What the database has is what shall be told of it. */
  private Backup complete(UUID id, Poll poll, long votes, BackupSum.@Nullable Total expected) {
    BackupSum.Total total = scan(id, poll).total();
    if (total.votes() != votes || (expected != null && !total.equals(expected))) {
      throw new VoteLedgerException(
          "The ledger could not keep a backup: of %d votes that were written it read %s."
              .formatted(votes, total),
          null);
    }
    return transactions.write(
        "complete a backup", tx -> BackupTable.complete(tx, id, total, retention));
  }

  private BackupScan scan(UUID id, Poll poll) {
    return new BackupScan(transactions, id, poll, partitions.getAsInt());
  }

  @Override
  public List<Backup> list(@Nullable String poll) {
    return transactions.read("list its backups", tx -> BackupTable.list(tx, poll));
  }

  @Override
  public boolean verify(Backup backup) {
    Backup recorded = find(backup);
    BackupSum.Total total = scan(recorded.id(), recorded.poll()).total();
    // One that was deleted meanwhile is gone, not damaged.
    return total.equals(BackupSum.Total.of(find(backup)));
  }

  private Backup find(Backup backup) {
    return transactions.read("find a backup", tx -> BackupTable.find(tx, backup.id())).backup();
  }

  private Backup verified(Backup backup) {
    if (!verify(backup)) {
      throw damaged(backup, "no vote of the poll was changed");
    }
    return find(backup);
  }

  private static BackupException damaged(Backup backup, String consequence) {
    return new BackupException(
        "The backup %s is damaged: its votes are not those that were recorded, so %s. Use another one."
            .formatted(backup.id(), consequence),
        null);
  }

  @Override
  public Instant beginRestore(Backup backup) {
    Backup intact = verified(backup);
    return scans.write(
        "begin a restore",
        tx -> {
          PollTable.lock(tx.handle(), record(tx, intact));
          BackupTable.Head head = BackupTable.lock(tx, intact.id());
          BackupTable.restoring(tx, intact)
              .ifPresent(
                  other -> {
                    throw new BackupException(
                        "The backup %s of the poll '%s' is being restored: let that end, by calling restore again if it was cut short, or delete it."
                            .formatted(other, intact.poll().name()),
                        null);
                  });
          Long begun = head.restoreAt();
          if (begun != null) {
            tx.rollBack();
            return Micros.toInstant(begun);
          }
          long newest = PollTable.newestVote(tx, intact.poll().name());
          long moment = Math.max(BackupTable.now(tx), newest) + 1;
          BackupTable.beginRestore(tx, head.backup(), moment);
          return Micros.toInstant(moment);
        });
  }

  /** The poll is recorded by the backup's rules, or becomes so. */
  private static String record(Transaction tx, Backup backup) {
    PollSnapshot recorded = PollTable.create(tx.handle(), backup.poll());
    refuseOtherRules(backup.poll(), recorded.poll());
    BackupRestore.refuseSealed(recorded);
    return recorded.poll().name();
  }

  private static void refuseOtherRules(Poll poll, Poll recorded) {
    if (!poll.equals(recorded)) {
      throw new BackupException(
          "The backup is of a poll with other rules than the one that is recorded: %s, not %s."
              .formatted(PollRules.write(poll), PollRules.write(recorded)),
          null);
    }
  }

  @Override
  public RestoreReport restore(Backup backup) {
    BackupTable.Head head =
        transactions.read("find a backup", tx -> BackupTable.find(tx, backup.id()));
    if (head.restoreAt() == null) {
      throw new IllegalStateException("no restore of " + backup.id() + " has begun");
    }
    RestoreReport report =
        BackupRestore.run(writes, head.backup(), partitions.getAsInt(), head.restoreAt());
    transactions.write("end a restore", tx -> BackupTable.endRestore(tx, backup.id()));
    return report;
  }

  @Override
  public RestoreReport merge(Backup backup) {
    Backup intact = verified(backup);
    transactions.write("record a poll", tx -> record(tx, intact));
    return BackupRestore.run(writes, intact, partitions.getAsInt(), null);
  }

  @Override
  public boolean delete(Backup backup) {
    boolean hidden = transactions.write("delete a backup", tx -> BackupTable.hide(tx, backup.id()));
    if (hidden) {
      deleteHidden(backup.id());
    }
    return hidden;
  }

  /** Deletes the backups that have outlived their retention, or were abandoned half-made. */
  void deleteExpired() {
    for (UUID id : transactions.read("list its backups", BackupTable::expired)) {
      if (transactions.write("delete a backup", tx -> BackupTable.expire(tx, id))) {
        deleteHidden(id);
      }
    }
  }

  private void deleteHidden(UUID id) {
    for (int i = 0; i < partitions.getAsInt(); i++) {
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

  @Override
  public void exportTo(Backup backup, OutputStream out) throws IOException {
    Backup recorded = find(backup);
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    buffered.write(PollFile.header(recorded));
    BackupSum sum = new BackupSum();
    BackupScan scan = scan(recorded.id(), recorded.poll());
    for (BackupVote vote = scan.next(); vote != null; vote = scan.next()) {
      byte[] line = vote.line();
      sum.add(vote, line);
      buffered.write(line);
    }
    if (!sum.total().equals(BackupSum.Total.of(recorded))) {
      find(backup);
      throw damaged(backup, "the file was not brought to its end");
    }
    buffered.write(PollFile.trailer(recorded));
    buffered.flush();
  }

  @Override
  public Backup importFrom(InputStream in) throws IOException {
    PollFileReader file = PollFileReader.open(in);
    UUID id = UUID.randomUUID();
    transactions.write(
        "begin an import",
        tx -> {
          PollTable.find(tx.handle(), file.poll().name())
              .ifPresent(recorded -> refuseOtherRules(file.poll(), recorded.poll()));
          BackupTable.begin(tx, id, file.poll(), Micros.of(file.takenAt()));
          return id;
        });
    try {
      List<BackupVote> votes = file.next(IMPORTED_AT_ONCE);
      while (!votes.isEmpty()) {
        keep(id, votes);
        votes = file.next(IMPORTED_AT_ONCE);
      }
      return complete(id, file.poll(), file.total().votes(), file.total());
    } catch (IOException | RuntimeException | Error e) {
      discard(id, e);
      throw e;
    }
  }

  private void keep(UUID id, List<BackupVote> votes) {
    transactions.write(
        "keep imported votes",
        tx -> {
          BackupTable.goOn(tx, id);
          BackupRows.add(tx, id, partitions.getAsInt(), votes);
          return id;
        });
  }

  /** Where this fails too, it does not show, and is deleted later. */
  private void discard(UUID id, Throwable cause) {
    try {
      if (transactions.write("discard an import", tx -> BackupTable.hide(tx, id))) {
        deleteHidden(id);
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
