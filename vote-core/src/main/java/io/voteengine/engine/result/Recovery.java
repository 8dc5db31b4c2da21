package io.voteengine.engine.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voteengine.SubjectId;
import io.voteengine.backup.Backup;
import io.voteengine.backup.Backups;
import io.voteengine.backup.RestorePlan;
import io.voteengine.backup.RestoreReport;
import io.voteengine.backup.SubjectChange;
import io.voteengine.poll.PollException;
import io.voteengine.result.Amendment;
import io.voteengine.result.RecoveryReport;
import io.voteengine.spi.PollSnapshot;
import io.voteengine.spi.VoteLedger;
import io.voteengine.spi.ledger.LedgerResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recovers a poll from its newest backup that is intact. */
final class Recovery {
  private static final String BY = "voteengine";
  private static final int MOST_NAMED = 100;

  private final VoteLedger ledger;
  private final Backups backups;

  Recovery(VoteLedger ledger, Backups backups) {
    this.ledger = ledger;
    this.backups = backups;
  }

  RecoveryReport run(String poll, Set<SubjectId> subjects, boolean dryRun) {
    PollSnapshot recorded =
        ledger
            .polls()
            .find(poll)
            .orElseThrow(
                () -> new PollException("No poll '" + poll + "' is recorded: define it first."));
    List<String> warnings = new ArrayList<>();
    Backup backup = newestIntact(poll, warnings);
    if (backup == null) {
      warnings.add("No backup of the poll can be used, so nothing was changed.");
      return report(poll, null, dryRun, List.of(), new RestoreReport(0, 0), List.of(), warnings);
    }
    RestorePlan plan = backups.plan(backup, subjects);
    boolean sealed = recorded.state() == PollSnapshot.State.SEALED;
    if (sealed) {
      warnings.add("The poll is sealed: its result stays, and differences stand beside it.");
    }
    if (dryRun || plan.changes().isEmpty()) {
      return report(
          poll, backup, dryRun, plan.changes(), new RestoreReport(0, 0), List.of(), warnings);
    }
    return sealed
        ? report(
            poll,
            backup,
            false,
            plan.changes(),
            new RestoreReport(0, 0),
            amend(poll, backup, plan.changes(), warnings),
            warnings)
        : report(
            poll,
            backup,
            false,
            plan.changes(),
            backups.restore(backup, subjects),
            List.of(),
            warnings);
  }

  private @Nullable Backup newestIntact(String poll, List<String> warnings) {
    for (Backup backup : backups.list(poll)) {
      if (backups.verify(backup)) {
        return backup;
      }
      warnings.add("The backup " + backup.id() + " is damaged, and was not used.");
    }
    return null;
  }

  private List<Amendment> amend(
      String poll, Backup backup, List<SubjectChange> changes, List<String> warnings) {
    if (changes.size() > MOST_NAMED) {
      warnings.add(
          "Of "
              + changes.size()
              + " differing subjects the first "
              + MOST_NAMED
              + " are recorded.");
    }
    LedgerResults results = ledger.results().orElseThrow();
    String reason = "the backup " + backup.id() + " has other votes";
    List<Amendment> made = new ArrayList<>();
    for (SubjectChange change : changes.subList(0, Math.min(changes.size(), MOST_NAMED))) {
      String content = reason + change;
      results
          .amend(
              UUID.nameUUIDFromBytes(content.getBytes(UTF_8)),
              poll,
              BY,
              Amendment.Kind.RECOVER,
              change.subject(),
              change.votes(),
              reason)
          .ifPresent(made::add);
    }
    return made;
  }

  private static RecoveryReport report(
      String poll,
      @Nullable Backup backup,
      boolean dryRun,
      List<SubjectChange> changes,
      RestoreReport restored,
      List<Amendment> amendments,
      List<String> warnings) {
    return new RecoveryReport(
        poll,
        backup,
        dryRun,
        changes,
        restored.changed(),
        restored.quarantined(),
        amendments,
        warnings);
  }
}
