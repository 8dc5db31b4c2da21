package io.voteengine.jdbc.backup;

import io.voteengine.backup.Backup;
import io.voteengine.jdbc.backup.file.BackupFormat;
import io.voteengine.jdbc.backup.file.BackupSum;
import io.voteengine.jdbc.backup.file.BackupVote;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Exports a backup to a file. */
final class BackupExport {
  private final BackupStore shelf;

  BackupExport(BackupStore shelf) {
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
}
