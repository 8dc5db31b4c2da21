package io.voteengine.engine.live;

import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.engine.live.topic.Disclosure;
import io.voteengine.engine.read.Audience;
import io.voteengine.engine.read.HiddenCounts;
import io.voteengine.engine.read.Terms;

/** What this node knows about who may see counts. */
record KnownDisclosure(HiddenCounts hidden, Terms terms) implements Disclosure {
  @Override
  public Audience audience(SubjectId subject, Tally tally) {
    return hidden.audience(subject, tally);
  }

  @Override
  public boolean isBallot(String poll) {
    return terms.isBallot(poll);
  }
}
