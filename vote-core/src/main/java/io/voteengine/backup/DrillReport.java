package io.voteengine.backup;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of a restore drill, see {@link io.voteengine.drill.RestoreDrill}.
 *
 * @param backup the backup
 * @param votes number of votes that the scratch ledger has now
 * @param took how long the drill took
 * @param findings what differs from the backup, in sentences; empty where nothing does
 */
public record DrillReport(Backup backup, long votes, Duration took, List<String> findings) {
  /** Copies the list. */
  public DrillReport {
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(took, "took");
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether the backup can be restored as it was taken.
   *
   * @return true when nothing differs
   */
  public boolean success() {
    return findings.isEmpty();
  }
}
