package io.voteengine.jdbc.backup.file;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.poll.Visibility;
import io.voteengine.poll.VoteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of a poll as JSON, within the header of its file. */
final class PollJson {
  private PollJson() {}

  static ObjectNode write(Poll poll) {
    ObjectNode rules = BackupFormat.JSON.createObjectNode();
    rules.put("name", poll.name());
    ArrayNode choices = rules.putArray("choices");
    poll.choices().stream().sorted().forEach(choice -> choices.add(choice.name()));
    rules.put("opensAt", text(poll.opensAt())).put("closesAt", text(poll.closesAt()));
    RateLimit limit = poll.limit();
    if (limit == null) {
      rules.putNull("limit");
    } else {
      rules.putObject("limit").put("permits", limit.permits()).put("per", limit.per().toString());
    }
    VoteBudget budget = poll.budget();
    if (budget != null) {
      rules
          .putObject("votesPerVoter")
          .put("votes", budget.votes())
          .put("whenSpent", budget.whenSpent().name());
    }
    if (poll.listed()) {
      rules.put("listedSubjects", true);
    }
    if (poll.visibility() != Visibility.ALWAYS) {
      rules.put("visibility", poll.visibility().name());
    }
    return rules;
  }

  static Poll read(JsonFields rules) {
    rules.allow(
        "name",
        "choices",
        "opensAt",
        "closesAt",
        "limit",
        "votesPerVoter",
        "listedSubjects",
        "visibility");
    JsonNode limit = rules.get("limit");
    return new Poll(
        rules.text("name"),
        choices(rules.get("choices")),
        moment(rules, "opensAt"),
        moment(rules, "closesAt"),
        limit.isNull() ? null : limit(new JsonFields(limit)),
        rules.has("votesPerVoter") ? budget(new JsonFields(rules.get("votesPerVoter"))) : null,
        rules.has("listedSubjects") && rules.flag("listedSubjects"),
        rules.has("visibility") ? Visibility.valueOf(rules.text("visibility")) : Visibility.ALWAYS);
  }

  private static VoteBudget budget(JsonFields budget) {
    budget.allow("votes", "whenSpent");
    return new VoteBudget(
        Math.toIntExact(budget.number("votes")),
        VoteBudget.WhenSpent.valueOf(budget.text("whenSpent")));
  }

  private static Set<Choice> choices(JsonNode names) {
    Set<Choice> choices = EnumSet.noneOf(Choice.class);
    for (JsonNode name : names) {
      choices.add(Choice.valueOf(name.isString() ? name.stringValue() : ""));
    }
    return choices;
  }

  private static RateLimit limit(JsonFields limit) {
    limit.allow("permits", "per");
    return new RateLimit(
        Math.toIntExact(limit.number("permits")), Duration.parse(limit.text("per")));
  }

  private static @Nullable Instant moment(JsonFields rules, String name) {
    return rules.get(name).isNull() ? null : Instant.parse(rules.text(name));
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
