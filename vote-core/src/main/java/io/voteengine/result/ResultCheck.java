package io.voteengine.result;

import io.voteengine.SubjectId;
import java.util.List;
import java.util.Objects;

/**
 * What a recomputation of a sealed result has found.
 *
 * @param poll name of the poll
 * @param differing subjects whose votes, audit log, ballots or counts differ from each other, at
 *     most 100 of them
 * @param findings what differs, in sentences for an operator; empty where nothing does
 */
public record ResultCheck(String poll, List<SubjectId> differing, List<String> findings) {
  /** Copies the lists. */
  public ResultCheck {
    Objects.requireNonNull(poll, "poll");
    differing = List.copyOf(differing);
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether the result is what the ledger's rows and its root say.
   *
   * @return true when nothing differs
   */
  public boolean exact() {
    return findings.isEmpty();
  }
}
