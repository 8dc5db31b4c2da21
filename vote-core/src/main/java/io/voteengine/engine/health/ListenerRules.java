package io.voteengine.engine.health;

import io.voteengine.engine.notify.Listeners;
import io.voteengine.health.VoteHealth;
import io.voteengine.health.VoteHealth.Part;
import io.voteengine.health.VoteHealth.Status;

/** The rules of {@link VoteHealth} for the host's listeners. */
final class ListenerRules {
  private final Issues issues;

  ListenerRules(Issues issues) {
    this.issues = issues;
  }

  void judge(Listeners listeners) {
    if (listeners.haveDroppedLately()) {
      issues.add(
          Part.LISTENERS,
          Status.DEGRADED,
          "Listeners missed events within the last minute, because they were too slow; votes are"
              + " not affected.",
          "Move their long work to other threads; the log names the listeners.");
    }
    if (listeners.invalidatorFails()) {
      issues.add(
          Part.LISTENERS,
          Status.DEGRADED,
          "The cache invalidator fails, so that pages may show old counts.",
          "See the log for the exception. The invalidator is called again until it returns.");
    }
  }
}
