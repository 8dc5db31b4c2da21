package io.voteengine.jdbc.backup;

import io.voteengine.SubjectId;
import io.voteengine.backup.BackedUpSubject;
import io.voteengine.backup.Backup;
import io.voteengine.backup.RestorePlan;
import io.voteengine.backup.RestoreReport;
import io.voteengine.jdbc.apply.VoteWrites;
import io.voteengine.jdbc.sql.Transactions;
import io.voteengine.spi.OutcomeUnknownException;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.spi.ledger.PartitionRange;
import io.voteengine.util.Micros;
import io.voteengine.util.RunAll;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  public Instant beginRestore(Backup backup, Set<SubjectId> subjects) {
    Backup intact = intact(backup);
    return scans.write(
        "begin a restore", tx -> Micros.toInstant(RestoresUnderWay.begin(tx, intact, subjects)));
  }

  @Override
  public RestorePlan plan(Backup backup, Set<SubjectId> subjects) {
    Backup intact = intact(backup);
    transactions.read("find a poll", tx -> BackedUpPoll.find(tx, intact));
    return new RestorePlan(
        intact, BackupRestore.plan(writes, intact, range.get(), Set.copyOf(subjects)));
  }

  @Override
  public List<BackedUpSubject> subjects(Backup backup) {
    Backup recorded = shelf.head(backup).backup();
    return scans.read("read a backup's subjects", tx -> BackupSubjects.of(tx, recorded));
  }

  @Override
  public RestoreReport restore(Backup backup, Instant moment, Set<SubjectId> subjects) {
    long micros = Micros.of(moment);
    Backup recorded = shelf.head(backup).backup();
    RestoreReport report =
        BackupRestore.run(writes, recorded, range.get(), micros, Set.copyOf(subjects));
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
    transactions.write("record a poll", tx -> BackedUpPoll.record(tx, intact));
    return BackupRestore.run(writes, intact, range.get(), null, Set.of());
  }

  private Backup intact(Backup backup) {
    if (!verify(backup)) {
      throw BackupStore.damaged(backup, "no vote of the poll was changed");
    }
    return shelf.head(backup).backup();
  }

  @Override
  public boolean delete(Backup backup) {
    return removal.delete(backup.id());
  }

  /** Runs the maintenance of backups. */
  public void maintain() {
    RunAll.of(removal::deleteExpired, shelf::recomputeDigests);
  }

  @Override
  public void exportTo(Backup backup, OutputStream out) throws IOException {
    new BackupExport(shelf).write(backup, out);
  }

  @Override
  public Backup importFrom(InputStream in) throws IOException {
    return new BackupImport(transactions, shelf).read(in);
  }
}
