package io.voteengine.jdbc.backup.file;

import io.voteengine.backup.Backup;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The format of a poll as a file: a header, a line for each vote, a trailer. */
public final class BackupFormat {
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

  public static byte[] header(Backup backup) {
    ObjectNode header = JSON.createObjectNode();
    header.put("format", FORMAT).put("version", VERSION);
    header.set("poll", PollJson.write(backup.poll()));
    header.put("takenAt", backup.takenAt().toString());
    header.put("votes", backup.votes()).put("subjects", backup.subjects());
    header.put("up", backup.up()).put("down", backup.down());
    return line(header);
  }

  public static byte[] trailer(Backup backup) {
    return line(
        JSON.createObjectNode().put("votes", backup.votes()).put("digest", backup.digest()));
  }

  private static byte[] line(ObjectNode object) {
    return (JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
