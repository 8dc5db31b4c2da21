package io.voteengine.jdbc.poll;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a poll's rules as one line that people can read, {@code choices=UP,DOWN
 * opensAt=2026-01-01T00:00:00Z limit=5/PT10S}, and reads it back. Absent rules are not written.
 */
public final class PollRules {
  private PollRules() {}

  public static String write(Poll poll) {
    StringBuilder line = new StringBuilder("choices=");
    line.append(poll.choices().stream().sorted().map(Choice::name).collect(joining(",")));
    if (poll.opensAt() != null) {
      line.append(" opensAt=").append(poll.opensAt());
    }
    if (poll.closesAt() != null) {
      line.append(" closesAt=").append(poll.closesAt());
    }
    RateLimit limit = poll.limit();
    if (limit != null) {
      line.append(" limit=").append(limit.permits()).append('/').append(limit.per());
    }
    VoteBudget budget = poll.budget();
    if (budget != null) {
      line.append(" votesPerVoter=").append(budget.votes()).append('/').append(budget.whenSpent());
    }
    if (poll.listed()) {
      line.append(" subjects=listed");
    }
    if (poll.visibility() != Visibility.ALWAYS) {
      line.append(" visibility=").append(poll.visibility());
    }
    return line.toString();
  }

  public static Poll read(String name, String line) {
    Map<String, String> rules = new HashMap<>();
    for (String rule : line.split(" ", -1)) {
      int equals = rule.indexOf('=');
      rules.put(rule.substring(0, equals), rule.substring(equals + 1));
    }
    return new Poll(
        name,
        Arrays.stream(rules.getOrDefault("choices", "").split(",", -1))
            .map(Choice::valueOf)
            .collect(toSet()),
        value(rules, "opensAt", Instant::parse),
        value(rules, "closesAt", Instant::parse),
        value(rules, "limit", PollRules::limit),
        value(rules, "votesPerVoter", PollRules::budget),
        "listed".equals(rules.get("subjects")),
        Visibility.valueOf(rules.getOrDefault("visibility", Visibility.ALWAYS.name())));
  }

  /**
   * Returns a line with a lower number of choices that is in force for casts, while the rules still
   * have the former one.
   */
  static String lowering(Poll rules, int votes) {
    return write(rules) + " lowering=" + votes;
  }

  static boolean isLowering(String line) {
    return line.contains(" lowering=");
  }

  /** Reads the rules that are in force for casts. */
  static Poll readForCasts(String name, String line) {
    Poll poll = read(name, line);
    int at = line.indexOf(" lowering=");
    VoteBudget budget = poll.budget();
    return at < 0 || budget == null
        ? poll
        : poll.votesPerVoter(
            Integer.parseInt(line.substring(line.indexOf('=', at) + 1)), budget.whenSpent());
  }

  private static VoteBudget budget(String text) {
    int slash = text.indexOf('/');
    return new VoteBudget(
        Integer.parseInt(text.substring(0, slash)),
        VoteBudget.WhenSpent.valueOf(text.substring(slash + 1)));
  }

  private static RateLimit limit(String text) {
    int slash = text.indexOf('/');
    return new RateLimit(
        Integer.parseInt(text.substring(0, slash)), Duration.parse(text.substring(slash + 1)));
  }

  private static <T> @Nullable T value(
      Map<String, String> rules, String name, Function<String, T> parser) {
    String text = rules.get(name);
    return text == null ? null : parser.apply(text);
  }
}
