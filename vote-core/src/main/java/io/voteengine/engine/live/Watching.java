package io.voteengine.engine.live;

import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import java.util.List;

/** What begins when something is watched. Nothing here blocks. */
interface Watching {
  /** Has the subject's counts read. */
  void read(SubjectTopic topic);

  /** Has the voter's choices read, and the subjects' counts with them. */
  void readOwn(OpenSubscription subscription, List<OwnTracker> trackers);

  /** Somebody begins to watch something other than a subject. */
  void began(Topic topic);
}
