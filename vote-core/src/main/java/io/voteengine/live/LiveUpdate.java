package io.voteengine.live;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RequestId;
import io.voteengine.SubjectId;
import io.voteengine.SubjectView;
import io.voteengine.Tally;
import io.voteengine.listener.EngineEvent.Cause;
import io.voteengine.ranking.RankedSubject;
import io.voteengine.ranking.Ranking;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber receives. Every update is absolute: it has the present state, whatever the
 * subscriber has missed. Immutable. Later versions may add kinds, so ignore those that you do not
 * know.
 */
public sealed interface LiveUpdate {
  /**
   * A subject's counts. They are {@link Tally#HIDDEN} as long as the poll's visibility hides them
   * from the subscription's voter; that comes once, and nothing when they change. A subscription
   * never gets a tally that is older than one it got before. A tally comes a second time only when
   * it has become {@code exact}.
   *
   * @param subject the subject
   * @param tally its counts
   * @param exact as {@link SubjectView#exact}, when the counts were read
   */
  record Counts(SubjectId subject, Tally tally, boolean exact) implements LiveUpdate {}

  /**
   * The voter's own choice on a subject, of a subscription with a voter. The counts of the subject
   * with this version, and all newer ones, include the choice.
   *
   * @param subject the subject
   * @param choice the choice; {@link Choice#NONE} where the voter has none
   * @param version the subject's version at which the voter had this choice; it never goes back.
   *     Null while the counts are hidden from the voter: the newest choice is then the one that
   *     came last
   */
  record OwnChoice(SubjectId subject, Choice choice, @Nullable KnownVersion version)
      implements LiveUpdate {}

  /**
   * A vote of the subscription's voter was accepted, and does not count after all. The voter's
   * choice, without it, follows as {@link OwnChoice}. May be missing on a node that lost messages
   * of others; the choice follows in any case.
   *
   * @param subject the subject
   * @param requestId the request that was accepted
   * @param choice the choice that it had set
   * @param reason why it does not count
   */
  record VoteWithdrawn(SubjectId subject, RequestId requestId, Choice choice, Reason reason)
      implements LiveUpdate {
    /** The reason why an accepted vote does not count. */
    public enum Reason {
      /** The database refused the vote for its data: it is in quarantine. */
      QUARANTINED,
      /** The store lost the vote before the ledger had it, and it was refused when sent again. */
      LOST
    }
  }

  /**
   * A subject's counts were corrected. The corrected counts come as {@link Counts}, if they differ.
   * May be missing on a node that lost messages of others.
   *
   * @param subject the subject
   * @param cause why
   */
  record Reconciled(SubjectId subject, Cause cause) implements LiveUpdate {}

  /**
   * A poll's rules and stage of life. A slow subscriber gets the newest only, with its occasion.
   *
   * @param poll the poll's rules
   * @param stage the stage that it has reached
   * @param occasion what has happened
   */
  record PollState(Poll poll, Stage stage, Occasion occasion) implements LiveUpdate {
    /** The stages of a poll's life. */
    public enum Stage {
      /** The poll has not opened yet. */
      AHEAD,
      /** The poll takes votes. */
      OPEN,
      /** The poll takes votes, and closes within the minutes that the engine's option says. */
      CLOSING_SOON,
      /** The poll takes no new votes. */
      CLOSED,
      /** The poll's result is final. */
      SEALED
    }

    /** What has happened to a poll. */
    public enum Occasion {
      /** Nothing: the subscription has begun. */
      SNAPSHOT,
      /** It has opened. */
      OPENED,
      /** It closes soon. */
      CLOSING_SOON,
      /** It has closed. */
      CLOSED,
      /** Its result is final. */
      SEALED,
      /** Its rules have changed; the stage may have, too. */
      RULES_CHANGED
    }
  }

  /**
   * The top of a poll, whole.
   *
   * @param poll name of the poll
   * @param ranking the order
   * @param limit how many subjects were asked for
   * @param entries the subjects, highest first, with their counts
   */
  record Leaderboard(String poll, Ranking ranking, int limit, List<RankedSubject> entries)
      implements LiveUpdate {
    /** Keeps its own copy. */
    public Leaderboard {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A payload of the host.
   *
   * @param channel name of the channel
   * @param json the payload, as it was published
   * @param publishedAt when, by the clock of the engine that published it; on one channel it rises
   */
  record Payload(String channel, String json, Instant publishedAt) implements LiveUpdate {}
}
