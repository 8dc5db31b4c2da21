package io.voteengine.engine;

import io.voteengine.SubjectId;
import io.voteengine.VoteStoreException;
import io.voteengine.backup.BackedUpSubject;
import io.voteengine.backup.Backup;
import io.voteengine.backup.BackupException;
import io.voteengine.backup.Backups;
import io.voteengine.backup.RestorePlan;
import io.voteengine.backup.RestoreReport;
import io.voteengine.engine.lifecycle.Lifecycle;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.VoteReconciler;
import io.voteengine.spi.ledger.LedgerBackups;
import io.voteengine.util.IdRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets the ledger do the work of backups, and makes the store reload what they change. */
final class EngineBackups implements Backups {
  private final VoteLedger ledger;
  private final VoteReconciler reconciler;
  private final Lifecycle lifecycle;
  private final BooleanSupplier settle;

  /**
   * @param settle carries accepted votes to the ledger; false when it could not carry all of them
   */
  EngineBackups(
      VoteLedger ledger, VoteReconciler reconciler, Lifecycle lifecycle, BooleanSupplier settle) {
    this.settle = settle;
    this.ledger = ledger;
    this.reconciler = reconciler;
    this.lifecycle = lifecycle;
  }

  private LedgerBackups backups() {
    return ledger
        .backups()
        .orElseThrow(
            () ->
                new BackupException(
                    "The ledger makes no backups, so nothing was done: "
                        + ledger
                        + ". Several ledgers behind one (PartitionedVoteLedger) have none in"
                        + " common: call backups() on each of those.",
                    null));
  }

  @Override
  public Backup take(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> backups().take(poll));
  }

  @Override
  public List<Backup> list(String poll) {
    IdRules.check("poll", poll);
    return lifecycle.whileOpen(() -> backups().list(poll));
  }

  @Override
  public List<Backup> all() {
    return lifecycle.whileOpen(() -> backups().list(null));
  }

  @Override
  public boolean verify(Backup backup) {
    return lifecycle.whileOpen(() -> backups().verify(backup));
  }

  @Override
  public RestorePlan plan(Backup backup, Set<SubjectId> subjects) {
    check(backup, subjects);
    return lifecycle.whileOpen(
        () -> {
          // As a restore does; what is missing then is missing in the plan.
          boolean unused = settle.getAsBoolean();
          return backups().plan(backup, subjects);
        });
  }

  private static void check(Backup backup, Set<SubjectId> subjects) {
    for (SubjectId subject : subjects) {
      if (!subject.poll().equals(backup.poll().name())) {
        throw new IllegalArgumentException("The subject is in another poll: " + subject);
      }
    }
  }

  @Override
  public List<BackedUpSubject> subjects(Backup backup) {
    return lifecycle.whileOpen(() -> backups().subjects(backup));
  }

  @Override
  public RestoreReport restore(Backup backup) {
    return restore(backup, Set.of());
  }

  @Override
  public RestoreReport restore(Backup backup, Set<SubjectId> subjects) {
    check(backup, subjects);
    return lifecycle.whileOpen(
        () -> {
          // A vote that the ledger does not have when the restore begins counts as cast after it.
          if (!settle.getAsBoolean()) {
            throw new VoteStoreException(
                "The restore has not begun: not all votes cast before it reached the ledger in"
                    + " time. Call again.",
                null);
          }
          Instant moment = backups().beginRestore(backup, subjects);
          return changed(() -> backups().restore(backup, moment, subjects));
        });
  }

  @Override
  public RestoreReport merge(Backup backup) {
    return lifecycle.whileOpen(() -> changed(() -> backups().merge(backup)));
  }

  /**
   * Runs a change and reports that everything may have changed: which subjects it was is not known
   * here, because another node may reconcile them.
   */
  private RestoreReport changed(Supplier<RestoreReport> work) {
    try {
      RestoreReport report = work.get();
      reconciler.heal();
      return report;
    } finally {
      lifecycle.listeners.everythingChanged();
    }
  }

  @Override
  public boolean delete(Backup backup) {
    return lifecycle.whileOpen(() -> backups().delete(backup));
  }

  @Override
  public void exportTo(Backup backup, OutputStream out) throws IOException {
    Objects.requireNonNull(out, "out");
    lifecycle.enter();
    try {
      backups().exportTo(backup, out);
    } finally {
      lifecycle.leave();
    }
  }

  @Override
  public Backup importFrom(InputStream in) throws IOException {
    Objects.requireNonNull(in, "in");
    lifecycle.enter();
    try {
      return backups().importFrom(in);
    } finally {
      lifecycle.leave();
    }
  }
}
