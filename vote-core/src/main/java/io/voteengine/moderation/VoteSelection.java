package io.voteengine.moderation;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects the votes that {@link Administration} changes: those that match every given condition.
 *
 * @param poll name of their poll; null: any poll, which needs {@code voters}
 * @param subject their subject, of that poll; null: any
 * @param voters who cast them, without duplicates; empty: any voter
 * @param from cast at this moment or later, kept to the microsecond; null: at any time
 * @param to cast before this moment, kept to the microsecond; null: at any time
 */
public record VoteSelection(
    @Nullable String poll,
    @Nullable SubjectId subject,
    List<VoterId> voters,
    @Nullable Instant from,
    @Nullable Instant to) {

  /**
   * Checks the selection.
   *
   * @throws IllegalArgumentException when it names neither a poll nor voters, when the subject is
   *     of another poll, or when {@code from} is not before {@code to}; the message names what is
   *     wrong
   */
  public VoteSelection {
    voters = List.copyOf(new LinkedHashSet<>(voters));
    from = from == null ? null : Micros.check("from", from);
    to = to == null ? null : Micros.check("to", to);
    if (poll != null) {
      IdRules.check("poll", poll);
    } else if (voters.isEmpty()) {
      throw new IllegalArgumentException("a selection must name a poll, a subject or voters");
    }
    if (subject != null && !subject.poll().equals(poll)) {
      throw new IllegalArgumentException("subject must be of the poll " + poll + ": " + subject);
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
    }
  }

  /**
   * Selects all votes of a poll.
   *
   * @param poll name of the poll
   * @return the selection
   */
  public static VoteSelection ofPoll(String poll) {
    return new VoteSelection(Objects.requireNonNull(poll, "poll"), null, List.of(), null, null);
  }

  /**
   * Selects all votes on a subject.
   *
   * @param subject the subject
   * @return the selection
   */
  public static VoteSelection ofSubject(SubjectId subject) {
    return new VoteSelection(subject.poll(), subject, List.of(), null, null);
  }

  /**
   * Selects all votes of some voters, in every poll.
   *
   * @param voters at least one
   * @return the selection
   */
  public static VoteSelection ofVoters(List<VoterId> voters) {
    return new VoteSelection(null, null, voters, null, null);
  }

  /**
   * Returns a copy of this selection that is limited to some voters.
   *
   * @param voters at least one
   * @return the selection
   * @throws IllegalArgumentException when there are none
   */
  public VoteSelection by(List<VoterId> voters) {
    if (voters.isEmpty()) {
      throw new IllegalArgumentException("voters must not be empty, which would mean any voter");
    }
    return new VoteSelection(poll, subject, voters, from, to);
  }

  /**
   * Returns a copy of this selection that is limited to a period of time.
   *
   * @param from the first moment of the period; null: no limit
   * @param to the first moment after the period; null: no limit
   * @return the selection
   */
  public VoteSelection castBetween(@Nullable Instant from, @Nullable Instant to) {
    return new VoteSelection(poll, subject, voters, from, to);
  }
}
