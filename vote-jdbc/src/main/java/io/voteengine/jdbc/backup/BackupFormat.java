package io.voteengine.jdbc.backup;

import io.voteengine.Choice;
import io.voteengine.Poll;
import io.voteengine.RateLimit;
import io.voteengine.backup.Backup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The format of a poll as a file: a header, a line for each vote, a trailer. */
final class BackupFormat {
  static final String FORMAT = "voteengine-poll";
  static final int VERSION = 1;

  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private BackupFormat() {}

  /** Writes and reads once, which uses all that is needed of Jackson. */
  static void tryOut() {
    new JsonFields(JSON.readTree(line(JSON.createObjectNode().put("version", VERSION))))
        .allow("version");
  }

  static byte[] header(Backup backup) {
    ObjectNode header = JSON.createObjectNode();
    header.put("format", FORMAT).put("version", VERSION);
    header.set("poll", write(backup.poll()));
    header.put("takenAt", backup.takenAt().toString());
    header.put("votes", backup.votes()).put("subjects", backup.subjects());
    header.put("up", backup.up()).put("down", backup.down());
    return line(header);
  }

  static byte[] trailer(Backup backup) {
    return line(
        JSON.createObjectNode().put("votes", backup.votes()).put("digest", backup.digest()));
  }

  private static byte[] line(ObjectNode object) {
    return (JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode write(Poll poll) {
    ObjectNode rules = JSON.createObjectNode();
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
    return rules;
  }

  /** Reads the rules of a poll. */
  static Poll poll(JsonFields rules) {
    rules.allow("name", "choices", "opensAt", "closesAt", "limit");
    JsonNode limit = rules.get("limit");
    return new Poll(
        rules.text("name"),
        choices(rules.get("choices")),
        moment(rules, "opensAt"),
        moment(rules, "closesAt"),
        limit.isNull() ? null : limit(new JsonFields(limit)));
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
