package io.voteengine.result.proof;

import io.voteengine.SubjectId;
import java.util.Objects;

/**
 * The final counts of one subject.
 *
 * @param subject the subject
 * @param up votes in favour, not negative
 * @param down votes against, not negative
 */
public record Standing(SubjectId subject, long up, long down) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException when a count is negative
   */
  public Standing {
    Objects.requireNonNull(subject, "subject");
    if (up < 0 || down < 0) {
      throw new IllegalArgumentException("up and down must not be negative: " + up + ", " + down);
    }
  }
}
