package io.voteengine.engine.notify;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.listener.EngineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Receives every change that this engine makes or is notified of. Never blocks and never throws.
 */
public interface LiveFeed {
  /** Ignores all changes. */
  LiveFeed NONE =
      new LiveFeed() {
        @Override
        public void cast(
            VoterId voter, SubjectId subject, Choice choice, Tally tally, boolean exact) {}

        @Override
        public void changed(SubjectId subject, @Nullable VoterId voter) {}

        @Override
        public void everythingChanged() {}

        @Override
        public void event(EngineEvent event) {}
      };

  /**
   * A vote was accepted.
   *
   * @param choice the voter's choice at this version
   * @param tally the counts with the vote
   * @param exact whether the counts are exact
   */
  void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally, boolean exact);

  /**
   * A subject has changed, or may have; its counts are not known.
   *
   * @param voter whose choice has changed, or may have; null: unknown
   */
  void changed(SubjectId subject, @Nullable VoterId voter);

  /** Anything may have changed. */
  void everythingChanged();

  /** Something else has happened. */
  void event(EngineEvent event);
}
