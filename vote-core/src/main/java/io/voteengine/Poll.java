package io.voteengine;

import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget;
import io.voteengine.util.IdRules;
import io.voteengine.util.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named voting space and its rules. Immutable: the methods that change a rule return a copy.
 *
 * @param name 1 to 128 UTF-8 bytes of well-formed text without control characters
 * @param choices the choices that may be cast, at least one of {@link Choice#UP} and {@link
 *     Choice#DOWN}; {@link Choice#NONE} may always be cast and is not listed
 * @param opensAt the first moment at which votes are accepted, kept to the microsecond; null: open
 *     immediately
 * @param closesAt the first moment at which votes are no longer accepted, by the store's clock and
 *     kept to the microsecond; null: the poll never closes
 * @param limit how often one voter may vote on one subject; null: no limit
 * @param budget how many choices one voter may hold in this poll, which makes it a ballot poll;
 *     null: any number. Whether there is a budget is fixed when the poll is defined
 * @param listed whether votes are accepted only on subjects that the host has listed ({@link
 *     io.voteengine.subject.Subjects#add}). That is fixed when the poll is defined
 * @param visibility who may see the counts before the end; fixed when the poll is defined
 */
public record Poll(
    String name,
    Set<Choice> choices,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable RateLimit limit,
    @Nullable VoteBudget budget,
    boolean listed,
    Visibility visibility) {

  private static final RateLimit DEFAULT_LIMIT = new RateLimit(5, Duration.ofSeconds(10));

  /**
   * Checks the rules.
   *
   * @throws InvalidInputException when the name breaks the rules of {@link SubjectId}
   * @throws IllegalArgumentException when another rule is out of range; the message names it
   */
  public Poll {
    IdRules.check("poll", name);
    choices = Set.copyOf(Objects.requireNonNull(choices, "choices"));
    if (choices.isEmpty() || choices.contains(Choice.NONE)) {
      throw new IllegalArgumentException("choices must be UP, DOWN or both: " + choices);
    }
    Objects.requireNonNull(visibility, "visibility");
    opensAt = opensAt == null ? null : Micros.check("opensAt", opensAt);
    closesAt = closesAt == null ? null : Micros.check("closesAt", closesAt);
    if (opensAt != null && closesAt != null && !opensAt.isBefore(closesAt)) {
      throw new IllegalArgumentException(
          "opensAt must be before closesAt: " + opensAt + ", " + closesAt);
    }
  }

  /**
   * Creates a poll whose subjects are not listed and whose counts everybody sees.
   *
   * @param name see {@link Poll}
   * @param choices see {@link Poll}
   * @param opensAt see {@link Poll}
   * @param closesAt see {@link Poll}
   * @param limit see {@link Poll}
   * @param budget see {@link Poll}
   */
  public Poll(
      String name,
      Set<Choice> choices,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      @Nullable RateLimit limit,
      @Nullable VoteBudget budget) {
    this(name, choices, opensAt, closesAt, limit, budget, false, Visibility.ALWAYS);
  }

  /**
   * Creates an ordinary poll, in which a voter may hold any number of choices.
   *
   * @param name see {@link Poll}
   * @param choices see {@link Poll}
   * @param opensAt see {@link Poll}
   * @param closesAt see {@link Poll}
   * @param limit see {@link Poll}
   */
  public Poll(
      String name,
      Set<Choice> choices,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      @Nullable RateLimit limit) {
    this(name, choices, opensAt, closesAt, limit, null);
  }

  /**
   * Returns a poll with the default rules: up and down, open immediately, never closes, 5 votes per
   * 10 s by one voter on one subject.
   *
   * @param name see {@link Poll}
   * @return the poll
   */
  public static Poll named(String name) {
    return new Poll(name, EnumSet.of(Choice.UP, Choice.DOWN), null, null, DEFAULT_LIMIT, null);
  }

  /**
   * Returns a copy of this poll with other choices.
   *
   * @param first {@link Choice#UP} or {@link Choice#DOWN}
   * @param more the other one, or none
   * @return the poll
   */
  public Poll choices(Choice first, Choice... more) {
    return new Poll(
        name, EnumSet.of(first, more), opensAt, closesAt, limit, budget, listed, visibility);
  }

  /**
   * Returns a copy of this poll with another opening time.
   *
   * @param opensAt the first moment at which votes are accepted, kept to the microsecond
   * @return the poll
   */
  public Poll opensAt(Instant opensAt) {
    return new Poll(name, choices, opensAt, closesAt, limit, budget, listed, visibility);
  }

  /**
   * Returns a copy of this poll with another closing time.
   *
   * @param closesAt the first moment at which votes are refused, kept to the microsecond
   * @return the poll
   */
  public Poll closesAt(Instant closesAt) {
    return new Poll(name, choices, opensAt, closesAt, limit, budget, listed, visibility);
  }

  /**
   * Returns a copy of this poll with another limit.
   *
   * @param permits see {@link RateLimit}
   * @param per see {@link RateLimit}
   * @return the poll
   */
  public Poll limit(int permits, Duration per) {
    return new Poll(
        name, choices, opensAt, closesAt, new RateLimit(permits, per), budget, listed, visibility);
  }

  /**
   * Returns a copy of this poll without a limit.
   *
   * @return the poll
   */
  public Poll unlimited() {
    return new Poll(name, choices, opensAt, closesAt, null, budget, listed, visibility);
  }

  /**
   * Returns a copy of this poll in which each voter holds at most so many choices; a vote on one
   * more subject is refused. {@code votesPerVoter(1)} means "choose one".
   *
   * @param votes 1 to 100
   * @return the poll
   * @throws IllegalArgumentException when it is out of range
   */
  public Poll votesPerVoter(int votes) {
    return votesPerVoter(votes, VoteBudget.WhenSpent.REFUSE);
  }

  /**
   * Returns a copy of this poll in which each voter holds at most so many choices.
   *
   * @param votes 1 to 100
   * @param whenSpent what happens to a vote on one more subject
   * @return the poll
   * @throws IllegalArgumentException when {@code votes} is out of range
   */
  public Poll votesPerVoter(int votes, VoteBudget.WhenSpent whenSpent) {
    return new Poll(
        name,
        choices,
        opensAt,
        closesAt,
        limit,
        new VoteBudget(votes, whenSpent),
        listed,
        visibility);
  }

  /**
   * Returns a copy of this poll that accepts votes only on subjects which the host has listed.
   *
   * @return the poll
   * @see io.voteengine.subject.Subjects#add
   */
  public Poll listedSubjects() {
    return new Poll(name, choices, opensAt, closesAt, limit, budget, true, visibility);
  }

  /**
   * Returns a copy of this poll with another visibility.
   *
   * @param visibility who may see the counts before the end
   * @return the poll
   */
  public Poll visibility(Visibility visibility) {
    return new Poll(name, choices, opensAt, closesAt, limit, budget, listed, visibility);
  }
}
