package io.voteengine.engine.notify;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import org.jspecify.annotations.Nullable;

/**
 * Receives what may make this node's copies of counts and choices wrong: its own votes, and the
 * hints of other nodes, which name subjects and voters by their hashes. Never blocks and never
 * throws.
 */
public interface NodeCopies {
  /** A node without copies. */
  NodeCopies NONE =
      new NodeCopies() {
        @Override
        public boolean areKept() {
          return false;
        }

        @Override
        public void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally) {}

        @Override
        public void changed(SubjectId subject, @Nullable VoterId voter) {}

        @Override
        public void countsChanged(long subject) {}

        @Override
        public void choiceChanged(long voter, long subject) {}

        @Override
        public void corrected(long subject) {}

        @Override
        public void everythingChanged() {}

        @Override
        public void refresh(String poll, @Nullable SubjectId subject) {}
      };

  /** Returns whether this node keeps copies, and so wants to hear of changes. */
  boolean areKept();

  /** A vote of this node was accepted: the choice at this version, and the counts with it. */
  void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally);

  /**
   * A subject has changed, or may have.
   *
   * @param voter whose choice has changed, or may have; null: unknown
   */
  void changed(SubjectId subject, @Nullable VoterId voter);

  /** The counts of the subject with this hash have changed. */
  void countsChanged(long subject);

  /** A voter's choice on a subject has changed. */
  void choiceChanged(long voter, long subject);

  /** The counts of a subject were corrected, and perhaps any voter's choice on it. */
  void corrected(long subject);

  /** Anything may have changed. */
  void everythingChanged();

  /**
   * Drops copies: no read uses them any longer.
   *
   * @param subject the subject; null: all of the poll
   */
  void refresh(String poll, @Nullable SubjectId subject);
}
