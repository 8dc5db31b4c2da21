package io.voteengine.spring.config;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget.WhenSpent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules of a poll. A poll that is recorded already keeps its recorded rules.
 *
 * @param choices Choices that may be cast, UP, DOWN or both; both if not set.
 * @param opensAt First moment at which votes are accepted, such as 2027-01-15T09:00:00Z; at once if
 *     not set.
 * @param closesAt First moment at which votes are refused; never if not set.
 * @param limit How often one voter may vote on one subject; 5 in 10s if not set.
 * @param unlimited Whether there is no limit on one subject.
 * @param votesPerVoter Number of choices that a voter may hold in the poll, 1 to 100; any number if
 *     not set. Fixed when the poll is first defined, but for the number.
 * @param whenSpent What happens to a vote over that number.
 * @param visibility Who may see the counts before the end. Fixed when the poll is first defined.
 */
public record PollProperties(
    @Nullable Set<Choice> choices,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable LimitProperties limit,
    @DefaultValue("false") boolean unlimited,
    @Nullable Integer votesPerVoter,
    @DefaultValue("REFUSE") WhenSpent whenSpent,
    @DefaultValue("ALWAYS") Visibility visibility) {

  /** Returns the poll of a name, whose rules are below a property. */
  Poll poll(String property, String name) {
    Poll[] poll = new Poll[1];
    Option.set(property, name, value -> poll[0] = Poll.named(value));
    Option.set(property + ".choices", choices, value -> poll[0] = choices(poll[0], value));
    Option.set(property + ".opens-at", opensAt, value -> poll[0] = poll[0].opensAt(value));
    Option.set(property + ".closes-at", closesAt, value -> poll[0] = poll[0].closesAt(value));
    if (limit != null) {
      if (unlimited) {
        throw Option.refused(property + ".unlimited", true, "A limit is set too; remove one.");
      }
      RateLimit found = limit.limit(property + ".limit");
      poll[0] = poll[0].limit(found.permits(), found.per());
    } else if (unlimited) {
      poll[0] = poll[0].unlimited();
    }
    Option.set(
        property + ".votes-per-voter",
        votesPerVoter,
        value -> poll[0] = poll[0].votesPerVoter(value, whenSpent));
    return poll[0].visibility(visibility);
  }

  private static Poll choices(Poll poll, Set<Choice> choices) {
    return new Poll(
        poll.name(),
        choices.isEmpty() ? Set.of() : EnumSet.copyOf(choices),
        poll.opensAt(),
        poll.closesAt(),
        poll.limit(),
        poll.budget());
  }
}
