package io.voteengine.live;

import io.voteengine.InvalidInputException;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.ranking.Ranking;
import io.voteengine.util.IdRules;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber wants to receive. Interests of one subscription add up; the same one given
 * twice counts once.
 */
public sealed interface Interest {
  /** The most subjects that a subscription may track, and the longest leaderboard's length. */
  int MOST_SUBJECTS = 10_000;

  /**
   * The counts of one subject, and, where the subscription has a voter, the voter's own choice.
   *
   * @param subject the subject; it need not have votes
   * @param known the newest version that the subscriber has; null: none, so it gets the present
   *     counts at once
   */
  record InSubject(SubjectId subject, @Nullable KnownVersion known) implements Interest {
    /** Checks the subject. */
    public InSubject {
      Objects.requireNonNull(subject, "subject");
    }
  }

  /**
   * The counts of every subject of a poll that has votes, and the {@linkplain InPollState state of
   * the poll}. The subscriber gets the counts of the 10,000 subjects with the highest scores first,
   * then those of every subject that changes.
   *
   * @param poll name of the poll
   */
  record InPoll(String poll) implements Interest {
    /**
     * Checks the name.
     *
     * @throws InvalidInputException when it breaks the rules of {@link SubjectId}
     */
    public InPoll {
      IdRules.check("poll", poll);
    }
  }

  /**
   * A poll's rules and its stage of life: opening, closing soon, closed, sealed.
   *
   * @param poll name of the poll; it need not be recorded yet
   */
  record InPollState(String poll) implements Interest {
    /**
     * Checks the name.
     *
     * @throws InvalidInputException when it breaks the rules of {@link SubjectId}
     */
    public InPollState {
      IdRules.check("poll", poll);
    }
  }

  /**
   * The subjects that a ranking puts first.
   *
   * @param poll name of the poll
   * @param ranking the order. {@link Ranking#SCORE} includes every vote; the others follow the
   *     ledger, within a second or two
   * @param limit how many subjects, 1 to {@link #MOST_SUBJECTS}
   */
  record InLeaderboard(String poll, Ranking ranking, int limit) implements Interest {
    /**
     * Checks the arguments.
     *
     * @throws InvalidInputException when the name breaks the rules of {@link SubjectId}, or the
     *     limit is out of range
     */
    public InLeaderboard {
      IdRules.check("poll", poll);
      Objects.requireNonNull(ranking, "ranking");
      if (limit < 1 || limit > MOST_SUBJECTS) {
        throw new InvalidInputException("limit", "must be from 1 to " + MOST_SUBJECTS);
      }
    }
  }

  /**
   * The payloads that hosts publish on a channel of their own.
   *
   * @param channel name of the channel, by the rules of {@link SubjectId}
   * @see LiveVotes#publish
   */
  record InChannel(String channel) implements Interest {
    /**
     * Checks the name.
     *
     * @throws InvalidInputException when it breaks the rules of {@link SubjectId}
     */
    public InChannel {
      IdRules.check("channel", channel);
    }
  }

  /**
   * Returns the interest in a subject of which nothing is known.
   *
   * @param subject the subject
   * @return the interest
   */
  static Interest subject(SubjectId subject) {
    return new InSubject(subject, null);
  }

  /**
   * Returns the interest in what is newer than a tally, for example one of a page or a receipt.
   *
   * @param subject the subject
   * @param known the newest tally that the subscriber has
   * @return the interest
   */
  static Interest subject(SubjectId subject, Tally known) {
    return new InSubject(subject, KnownVersion.of(known));
  }

  /**
   * Returns the interest in each of some subjects.
   *
   * @param subjects the subjects
   * @return one interest for each
   */
  static List<Interest> subjects(Collection<SubjectId> subjects) {
    return subjects.stream().map(Interest::subject).toList();
  }

  /**
   * Returns the interest in every subject of a poll, and in its state.
   *
   * @param poll name of the poll
   * @return the interest
   */
  static Interest poll(String poll) {
    return new InPoll(poll);
  }

  /**
   * Returns the interest in a poll's rules and stage.
   *
   * @param poll name of the poll
   * @return the interest
   */
  static Interest pollState(String poll) {
    return new InPollState(poll);
  }

  /**
   * Returns the interest in the top of a poll.
   *
   * @param poll name of the poll
   * @param ranking the order
   * @param limit how many subjects
   * @return the interest
   */
  static Interest leaderboard(String poll, Ranking ranking, int limit) {
    return new InLeaderboard(poll, ranking, limit);
  }

  /**
   * Returns the interest in a channel of the host.
   *
   * @param channel name of the channel
   * @return the interest
   */
  static Interest channel(String channel) {
    return new InChannel(channel);
  }
}
