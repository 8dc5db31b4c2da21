package io.voteengine.engine.live;

import io.voteengine.engine.live.topic.OwnTracker;
import io.voteengine.engine.live.topic.SubjectTopic;
import io.voteengine.engine.live.topic.Topic;
import java.util.List;

/** What begins when something is watched. Nothing here blocks. */
interface Watching {
  /** Requests the subject's counts. */
  void read(SubjectTopic topic);

  /** Requests the voter's choices, and the subjects' counts with them. */
  void readOwn(OpenSubscription subscription, List<OwnTracker> trackers);

  /** Something other than a subject is watched from now on. */
  void began(Topic topic);
}
