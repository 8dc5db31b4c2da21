package io.voteengine.ranking;

import java.time.Duration;
import java.util.List;

/**
 * The first subjects of a ranking.
 *
 * @param subjects the subjects, highest first
 * @param age how long ago the read began that brought them; zero when it was made for this call
 */
public record RankedPage(List<RankedSubject> subjects, Duration age) {
  /** Keeps its own copy. */
  public RankedPage {
    subjects = List.copyOf(subjects);
  }
}
