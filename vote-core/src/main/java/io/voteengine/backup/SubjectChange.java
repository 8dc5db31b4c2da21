package io.voteengine.backup;

import io.voteengine.SubjectId;
import java.util.Objects;

/**
 * What a restore would change on one subject.
 *
 * @param subject the subject
 * @param votes how many votes would be written
 * @param up by how many the votes in favour would change
 * @param down by how many the votes against would change
 */
public record SubjectChange(SubjectId subject, long votes, long up, long down) {
  /** Checks that nothing is null. */
  public SubjectChange {
    Objects.requireNonNull(subject, "subject");
  }
}
