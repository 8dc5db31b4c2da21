package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.live.topic.Disclosure;
import io.voteengine.engine.read.Audience;

/** Everybody may see all counts. */
final class ShownToAll implements Disclosure {
  @Override
  public Audience audience(SubjectId subject, Tally tally) {
    return Audience.EVERYONE;
  }

  @Override
  public boolean isBallot(String poll) {
    return false;
  }
}
