package io.voteengine.spi.ledger;

import io.voteengine.SubjectId;
import java.util.Objects;

/**
 * A subject whose votes were changed in the ledger and not through the store. The store must reload
 * it.
 *
 * @param partition number of the partition that has the subject
 * @param subject the subject
 * @param mark differs for each change
 */
public record StaleSubject(int partition, SubjectId subject, long mark) {
  /** Checks the fields. */
  public StaleSubject {
    Objects.requireNonNull(subject, "subject");
  }
}
