package io.voteengine.jdbc.backup;

import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.RestoreReport;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.poll.PollTable;
import io.voteengine.jdbc.sql.ColumnValues;
import io.voteengine.jdbc.sql.Transaction;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.jdbc.upkeep.Upkeep;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.util.Micros;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Backups as rows beside the votes, and as files. */
public final class JdbcBackups implements LedgerBackups {
  private final Transactions transactions;
  private final Transactions scans;
  private final VoteWrites writes;
  private final Supplier<PartitionRange> range;
  private final BackupStore shelf;
  private final BackupRemoval removal;
  private final BackupFiles files;

  /**
   * @param scans for statements that read every vote of a poll
   */
  public JdbcBackups(
      Transactions transactions,
      Transactions scans,
      VoteWrites writes,
      Supplier<PartitionRange> range,
      BackupStore shelf,
      BackupRemoval removal) {
    this.transactions = transactions;
    this.scans = scans;
    this.writes = writes;
    this.range = range;
    this.shelf = shelf;
    this.removal = removal;
    this.files = new BackupFiles(transactions, shelf);
  }

  @Override
  public Backup take(String poll) {
    return shelf.take(poll);
  }

  @Override
  public List<Backup> list(@Nullable String poll) {
    return transactions.read("list its backups", tx -> BackupTable.list(tx, poll));
  }

  @Override
  public boolean verify(Backup backup) {
    return shelf.verify(backup);
  }

  @Override
  public Instant beginRestore(Backup backup) {
    Backup intact = intact(backup);
    return scans.write("begin a restore", tx -> Micros.toInstant(beginRestore(tx, intact)));
  }

  private static long beginRestore(Transaction tx, Backup backup) {
    record(tx, backup);
    PollTable.lock(tx.handle(), backup.poll().name());
    Long begun = BackupTable.find(tx, backup.id()).restoreAt();
    if (begun != null) {
      return begun;
    }
    // Before the backup is locked: this takes long, and an erasure of voters from the backup holds
    // the lock of a partition meanwhile.
    long newest = RestoreTable.begin(tx, backup.poll().name(), backup.id());
    BackupTable.lock(tx, backup.id());
    for (UUID other : RestoresUnderWay.of(tx, backup.poll().name())) {
      throw new BackupException(
          "The backup %s of the poll '%s' is being restored: let that finish (call restore again if it was interrupted), or delete that backup."
              .formatted(other, backup.poll().name()),
          null);
    }
    long moment = Math.max(ColumnValues.now(tx), newest) + 1;
    RestoresUnderWay.begin(tx, backup, moment);
    return moment;
  }

  @Override
  public RestoreReport restore(Backup backup, Instant moment) {
    long micros = Micros.of(moment);
    Backup recorded = shelf.head(backup).backup();
    RestoreReport report = BackupRestore.run(writes, recorded, range.get(), micros);
    try {
      transactions.write("end a restore", tx -> RestoresUnderWay.end(tx, backup.id(), micros));
    } catch (OutcomeUnknownException e) {
      if (Objects.equals(shelf.head(backup).restoreAt(), micros)) {
        throw e;
      }
    }
    return report;
  }

  @Override
  public RestoreReport merge(Backup backup) {
    Backup intact = intact(backup);
    transactions.write("record a poll", tx -> record(tx, intact));
    return BackupRestore.run(writes, intact, range.get(), null);
  }

  private Backup intact(Backup backup) {
    if (!verify(backup)) {
      throw BackupStore.damaged(backup, "no vote of the poll was changed");
    }
    return shelf.head(backup).backup();
  }

  /** Records the poll by the backup's rules if it is not recorded. */
  private static PollSnapshot record(Transaction tx, Backup backup) {
    PollSnapshot recorded = PollTable.create(tx.handle(), backup.poll());
    BackupFiles.refuseOtherRules(tx, backup.poll(), recorded.poll());
    BackupRestore.refuseSealed(recorded);
    return recorded;
  }

  @Override
  public boolean delete(Backup backup) {
    return removal.delete(backup.id());
  }

  /** Runs the maintenance of backups. */
  public void maintain() {
    Upkeep.all(removal::deleteExpired, shelf::recomputeDigests);
  }

  @Override
  public void exportTo(Backup backup, OutputStream out) throws IOException {
    files.write(backup, out);
  }

  @Override
  public Backup importFrom(InputStream in) throws IOException {
    return files.read(in);
  }
}
