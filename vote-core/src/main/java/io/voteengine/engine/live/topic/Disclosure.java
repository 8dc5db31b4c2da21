package io.voteengine.engine.live.topic;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.read.Audience;

/** Tells who may see counts now. Never blocks. Safe for use by many threads. */
public interface Disclosure {
  /** Returns who may see these counts of a subject. */
  Audience audience(SubjectId subject, Tally tally);

  /** Returns whether a poll is known to be a ballot poll. */
  boolean isBallot(String poll);
}
