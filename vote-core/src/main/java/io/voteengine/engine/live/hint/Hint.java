package io.voteengine.engine.live.hint;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.live.LiveUpdate.Payload;
import io.voteengine.live.LiveUpdate.VoteWithdrawn;
import io.voteengine.util.IdRules;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from one node to the others. It may be lost, duplicated, late, or forged by anyone who
 * can write to the store: so receivers read counts and choices themselves.
 */
public sealed interface Hint {
  /** Returns whether its node numbers it, so that a receiver notices when it is lost. */
  default boolean isNumbered() {
    return false;
  }

  /**
   * Subjects have changed.
   *
   * @param subjects their hashes
   * @param votes whose choices have changed, where a node asks for it: the hashes of a voter and of
   *     a subject, by turns
   */
  record Changed(long[] subjects, long[] votes) implements Hint {
    @Override
    public boolean isNumbered() {
      return true;
    }
  }

  /** Subjects have changed, by name: for the caches of hosts. */
  record Named(List<SubjectId> subjects) implements Hint {
    public Named {
      subjects = List.copyOf(subjects);
    }

    @Override
    public boolean isNumbered() {
      return true;
    }
  }

  /** Counts of subjects were corrected. */
  record Corrected(Cause cause, long[] subjects) implements Hint {
    @Override
    public boolean isNumbered() {
      return true;
    }
  }

  /** Anything in a partition may have changed. */
  record Unsure(int partition) implements Hint {
    @Override
    public boolean isNumbered() {
      return true;
    }
  }

  /**
   * Copies are dropped by hand.
   *
   * @param subject copies of this subject only; null: of the whole poll
   */
  record Refresh(String poll, @Nullable SubjectId subject) implements Hint {
    public Refresh {
      IdRules.check("poll", poll);
    }

    @Override
    public boolean isNumbered() {
      return true;
    }
  }

  /** A vote does not count after all. */
  record Withdrawn(SubjectId subject, VoterId voter, VoteWithdrawn vote) implements Hint {}

  /**
   * What a node wants to receive, sent every second.
   *
   * @param partitions the partitions of which it watches subjects
   * @param voters whether it has subscriptions with voters
   * @param names whether it wants the names of all subjects that change
   * @param counts for each channel, how many numbered messages it had sent a second ago
   */
  record Watching(BitSet partitions, boolean voters, boolean names, long[] counts)
      implements Hint {}

  /**
   * The newest payload of a channel.
   *
   * @param stamp its place among the channel's payloads
   */
  record Published(Stamp stamp, Payload payload) implements Hint {}

  /**
   * A node asks for newer payloads than it has.
   *
   * @param channels the hashes of channels
   * @param stamps for each, the newest that the node has
   */
  record Asked(long[] channels, Stamp[] stamps) implements Hint {}

  /**
   * The place of a payload in the order of its channel.
   *
   * @param micros when it was published; later payloads have greater values
   * @param node by which node
   */
  record Stamp(long micros, long node) implements Comparable<Stamp> {
    static final Stamp NONE = new Stamp(0, 0);

    @Override
    public int compareTo(Stamp other) {
      return micros != other.micros
          ? Long.compare(micros, other.micros)
          : Long.compare(node, other.node);
    }
  }
}
