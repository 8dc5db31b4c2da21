package io.voteengine.backup;

import java.util.List;
import java.util.Objects;

/**
 * What a restore of a backup would change if nobody voted meanwhile.
 *
 * @param backup the backup
 * @param changes the subjects that would change, in order
 */
public record RestorePlan(Backup backup, List<SubjectChange> changes) {
  /** Copies the list. */
  public RestorePlan {
    Objects.requireNonNull(backup, "backup");
    changes = List.copyOf(changes);
  }

  /**
   * Returns how many votes would be written.
   *
   * @return 0 where the poll is as in the backup
   */
  public long votes() {
    return changes.stream().mapToLong(SubjectChange::votes).sum();
  }
}
