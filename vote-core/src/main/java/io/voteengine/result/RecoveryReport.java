package io.voteengine.result;

import io.voteengine.backup.Backup;
import io.voteengine.backup.SubjectChange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a recovery of a poll has changed, or would change.
 *
 * @param poll name of the poll
 * @param backup the backup that was used; null: none can be
 * @param dryRun whether nothing was changed because that was asked for
 * @param changes what differed between the poll and the backup before the recovery
 * @param changed number of votes that were written
 * @param quarantined number of votes that the database refused for their data
 * @param amendments what was recorded beside the result instead, because the poll is sealed
 * @param warnings what an operator should know: backups that are damaged, for example
 */
public record RecoveryReport(
    String poll,
    @Nullable Backup backup,
    boolean dryRun,
    List<SubjectChange> changes,
    long changed,
    long quarantined,
    List<Amendment> amendments,
    List<String> warnings) {
  /** Copies the lists. */
  public RecoveryReport {
    Objects.requireNonNull(poll, "poll");
    changes = List.copyOf(changes);
    amendments = List.copyOf(amendments);
    warnings = List.copyOf(warnings);
  }
}
