package io.voteengine.jdbc.backup;

import io.voteengine.Poll;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.jdbc.backup.file.BackupFileReader;
import io.voteengine.jdbc.backup.file.BackupFormat;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.poll.PollChangeTable;
import io.voteengine.jdbc.poll.PollRules;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.util.Micros;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Exports backups to files, and imports them. */
final class BackupFiles {
  private static final int VOTES_AT_ONCE = 5_000;

  /** How far the clock of another site may be ahead of this database's. */
  private static final long CLOCKS_APART_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Transactions transactions;
  private final BackupStore shelf;

  BackupFiles(Transactions transactions, BackupStore shelf) {
    this.transactions = transactions;
    this.shelf = shelf;
  }

  void write(Backup backup, OutputStream out) throws IOException {
    Backup recorded = shelf.find(backup);
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    buffered.write(BackupFormat.header(recorded));
    BackupSum sum = new BackupSum();
    BackupScan scan = shelf.scan(recorded.id(), recorded.poll());
    for (BackupVote vote = scan.next(); vote != null; vote = scan.next()) {
      byte[] line = vote.line();
      sum.add(vote, line);
      buffered.write(line);
    }
    // Checked again, since a voter may have been erased from it meanwhile.
    Backup present = shelf.find(backup);
    if (!sum.total().equals(BackupSum.Total.of(present))) {
      throw present.digest().equals(recorded.digest())
          ? BackupStore.damaged(backup, "the file is not complete")
          : BackupStore.changing(backup.id());
    }
    buffered.write(BackupFormat.trailer(present));
    buffered.flush();
  }

  Backup read(InputStream in) throws IOException {
    long now = transactions.read("read the time", ColumnValues::now);
    BackupFileReader file = BackupFileReader.open(in, now + CLOCKS_APART_MICROS);
    UUID id = UUID.randomUUID();
    return shelf.<IOException>orDiscard(
        id,
        () -> {
          transactions.write(
              "begin an import",
              tx -> {
                PollTable.find(tx.handle(), file.poll().name())
                    .ifPresent(recorded -> refuseOtherRules(tx, file.poll(), recorded.poll()));
                UnfinishedBackups.beginImporting(tx, id, file.poll(), Micros.of(file.takenAt()));
                return id;
              });
          List<BackupVote> votes = file.next(VOTES_AT_ONCE);
          while (!votes.isEmpty()) {
            shelf.add(id, votes);
            votes = file.next(VOTES_AT_ONCE);
          }
          return shelf.complete(id, file.poll(), file.total().votes(), file.total());
        });
  }

  /** A poll of rules that the recorded one never had is another poll of its name. */
  static void refuseOtherRules(Transaction tx, Poll poll, Poll recorded) {
    if (!poll.equals(recorded) && !PollChangeTable.hadRules(tx, poll)) {
      throw new BackupException(
          "The backup is of a poll '%s' with other rules than the recorded ones: %s, not %s."
              .formatted(poll.name(), PollRules.write(poll), PollRules.write(recorded)),
          null);
    }
  }
}
