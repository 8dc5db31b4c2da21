package io.voteengine.spi.ledger;

import io.voteengine.query.AuditReport;
import io.voteengine.result.proof.Exclusion;
import java.util.List;

/**
 * A poll's votes as they were counted, for its seal.
 *
 * @param report the counts of tallies, votes and audit log
 * @param versions the sum of the versions of the poll's tallies. Each change raises one, so the
 *     counts stay right as long as it is the same
 * @param excluded the votes that are not counted, by reason
 */
public record CountedPoll(AuditReport report, long versions, List<Exclusion> excluded) {
  /** Copies the list. */
  public CountedPoll {
    excluded = List.copyOf(excluded);
  }
}
