package io.voteengine.moderation;

import io.voteengine.SubjectId;
import io.voteengine.VoterId;
import io.voteengine.util.Ids;
import io.voteengine.util.Micros;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which votes {@link Administration} is to change: those for which everything holds that is given.
 *
 * @param poll name of their poll; null: any, as far as {@code voters} are given
 * @param subject their subject, of that poll; null: any
 * @param voters who cast them, each once; empty: anybody
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
   * @throws IllegalArgumentException when it names neither poll nor voters, a subject of another
   *     poll, or no time between {@code from} and {@code to}; the message names what is wrong
   */
  public VoteSelection {
    voters = List.copyOf(new LinkedHashSet<>(voters));
    from = from == null ? null : Micros.check("from", from);
    to = to == null ? null : Micros.check("to", to);
    if (poll != null) {
      Ids.check("poll", poll);
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
   * All votes of a poll.
   *
   * @param poll its name
   * @return the selection
   */
  public static VoteSelection ofPoll(String poll) {
    return new VoteSelection(Objects.requireNonNull(poll, "poll"), null, List.of(), null, null);
  }

  /**
   * All votes on a subject.
   *
   * @param subject which
   * @return the selection
   */
  public static VoteSelection ofSubject(SubjectId subject) {
    return new VoteSelection(subject.poll(), subject, List.of(), null, null);
  }

  /**
   * All votes of some voters, in every poll.
   *
   * @param voters at least one
   * @return the selection
   */
  public static VoteSelection ofVoters(List<VoterId> voters) {
    return new VoteSelection(null, null, voters, null, null);
  }

  /**
   * Of these votes those of some voters.
   *
   * @param voters at least one
   * @return another selection
   */
  public VoteSelection by(List<VoterId> voters) {
    if (voters.isEmpty()) {
      throw new IllegalArgumentException("voters must not be empty, which would mean anybody");
    }
    return new VoteSelection(poll, subject, voters, from, to);
  }

  /**
   * Of these votes those of a stretch of time.
   *
   * @param from its begin, or null
   * @param to its end, not part of it, or null
   * @return another selection
   */
  public VoteSelection castBetween(@Nullable Instant from, @Nullable Instant to) {
    return new VoteSelection(poll, subject, voters, from, to);
  }
}
