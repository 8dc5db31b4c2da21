package io.voteengine.jdbc.backup;

import io.voteengine.backup.Backup;
import io.voteengine.jdbc.backup.file.BackupFileReader;
import io.voteengine.jdbc.backup.file.BackupVote;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.util.Micros;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Imports a poll's file as a backup. */
final class BackupImport {
  private static final int VOTES_AT_ONCE = 5_000;

  /** How far the clock of another site may be ahead of this database's. */
  private static final long CLOCKS_APART_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Transactions transactions;
  private final BackupStore shelf;

  BackupImport(Transactions transactions, BackupStore shelf) {
    this.transactions = transactions;
    this.shelf = shelf;
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
                    .ifPresent(
                        recorded ->
                            BackedUpPoll.refuseOtherRules(tx, file.poll(), recorded.poll()));
                UnfinishedBackups.beginImporting(tx, id, file.poll(), Micros.of(file.takenAt()));
                return id;
              });
          List<BackupVote> votes = file.next(VOTES_AT_ONCE);
          while (!votes.isEmpty()) {
            shelf.add(id, file.poll(), votes);
            votes = file.next(VOTES_AT_ONCE);
          }
          return shelf.complete(id, file.poll(), file.total().votes(), file.total());
        });
  }
}
