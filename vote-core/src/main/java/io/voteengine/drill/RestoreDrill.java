package io.voteengine.drill;

import io.voteengine.VoteLedgerException;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.Backups;
import io.voteengine.backup.DrillReport;
import io.voteengine.query.AuditReport;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.journal.Term;
import io.voteengine.spi.ledger.LedgerBackups;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Restores a backup into a scratch ledger, as after the loss of a database, and compares: a drill
 * for the operator's calendar. Safe for use by many threads.
 */
public final class RestoreDrill {
  private RestoreDrill() {}

  /**
   * Runs a drill. The poll itself is not touched. The backup travels through a temporary file. The
   * time of a call grows with the size of the poll.
   *
   * @param backups those of the engine that has the backup
   * @param backup the backup
   * @param scratch an empty ledger that is not open, such as {@code JdbcVoteLedger.memory()} or one
   *     in an empty database; opened by this call, closed by the caller
   * @return what differs
   * @throws BackupException when the backup is damaged or no longer exists, or the scratch ledger
   *     has been in use or makes no backups
   * @throws VoteLedgerException when one of the ledgers fails
   * @throws IOException when the temporary file cannot be written or read
   */
  public static DrillReport run(Backups backups, Backup backup, VoteLedger scratch)
      throws IOException {
    Objects.requireNonNull(backups, "backups");
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(scratch, "scratch");
    long began = System.nanoTime();
    scratch.open(1);
    if (scratch.position(0).term().epoch() != 0 || !scratch.polls().list().isEmpty()) {
      throw new BackupException(
          "The scratch ledger has been in use: " + scratch + ". Give the drill an empty one.",
          null);
    }
    boolean unused =
        scratch.recover(scratch.position(0).term(), List.of(), new Term(0, 1, "drill"));
    LedgerBackups there =
        scratch
            .backups()
            .orElseThrow(() -> new BackupException("The scratch ledger makes no backups.", null));
    Path file = Files.createTempFile("voteengine-drill", ".jsonl");
    Backup copy;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        backups.exportTo(backup, out);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        copy = there.importFrom(in);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    long refused = there.merge(copy).quarantined();
    List<String> findings = compare(backup, copy, scratch.records().audit(backup.poll().name()));
    if (refused > 0) {
      findings.add("The scratch ledger refused " + refused + " votes.");
    }
    return new DrillReport(
        backup, copy.votes(), Duration.ofNanos(System.nanoTime() - began), findings);
  }

  private static List<String> compare(Backup backup, Backup copy, AuditReport restored) {
    List<String> findings = new ArrayList<>();
    if (!copy.digest().equals(backup.digest()) || copy.votes() != backup.votes()) {
      findings.add(
          String.format(
              Locale.ROOT,
              "The backup has %d votes and the digest %s; its copy has %d and %s.",
              backup.votes(),
              backup.digest(),
              copy.votes(),
              copy.digest()));
    }
    if (!restored.exact()) {
      findings.add("Tallies, votes and audit log differ after the restore: " + restored + ".");
    }
    AuditReport.Counts counts = new AuditReport.Counts(backup.up(), backup.down());
    if (!restored.votes().equals(counts)) {
      findings.add(
          String.format(
              Locale.ROOT,
              "The backup counts %s; after the restore there are %s.",
              counts,
              restored.votes()));
    }
    return findings;
  }
}
