package io.voteengine.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of some polls: whether those that closed are finalized, backed up and exact.
 *
 * @param status the worst of what was found
 * @param polls how many polls were looked at
 * @param closed how many of them are over
 * @param finalized how many have a complete result
 * @param unsealed how many are over and not sealed
 * @param backedUp how many of those that are over have a backup
 * @param mismatches in how many tallies, votes and audit log differ
 * @param subjects number of subjects with votes, in all of them
 * @param finalizedSubjects how many of these are in a finalized poll
 * @param unflushedSubjects how many have votes that the ledger lacks
 * @param backupRecords number of votes in their backups
 * @param issues what is wrong, in sentences
 * @param recommendations what to do about it, in sentences
 */
public record PollHealth(
    Status status,
    long polls,
    long closed,
    long finalized,
    long unsealed,
    long backedUp,
    long mismatches,
    long subjects,
    long finalizedSubjects,
    long unflushedSubjects,
    long backupRecords,
    List<String> issues,
    List<String> recommendations) {
  /** The state of polls, from good to bad. */
  public enum Status {
    /** Nothing is wrong. */
    HEALTHY,
    /** Something needs an operator. */
    ISSUES_DETECTED,
    /** The state could not be determined. */
    ERROR
  }

  /** Copies the lists. */
  public PollHealth {
    Objects.requireNonNull(status, "status");
    issues = List.copyOf(issues);
    recommendations = List.copyOf(recommendations);
  }

  /**
   * Returns the state for a web interface: {@code status} ({@code healthy}, {@code issues_detected}
   * or {@code error}), {@code totalLaunchedApps}, {@code finalizedApps}, {@code unflushedApps},
   * {@code backupRecords}, {@code issues} and {@code recommendations}.
   *
   * @return a new map, in this order
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "status",
        switch (status) {
          case HEALTHY -> "healthy";
          case ISSUES_DETECTED -> "issues_detected";
          case ERROR -> "error";
        });
    map.put("totalLaunchedApps", subjects);
    map.put("finalizedApps", finalizedSubjects);
    map.put("unflushedApps", unflushedSubjects);
    map.put("backupRecords", backupRecords);
    map.put("issues", issues);
    map.put("recommendations", recommendations);
    return map;
  }
}
