package io.voteengine.jdbc.backup.file;

import io.voteengine.Poll;
import io.voteengine.util.Micros;
import java.time.Instant;

/**
 * The header of a poll's file.
 *
 * @param poll the rules
 * @param takenAt when the backup was taken
 * @param announced the counts that the votes must have, without their digest
 */
record FileHeader(Poll poll, Instant takenAt, BackupSum.Total announced) {
  static FileHeader read(JsonFields header, KnownTimes times) {
    if (!header.has("format") || !header.text("format").equals(BackupFormat.FORMAT)) {
      throw new IllegalArgumentException("this is no header of a poll's file");
    }
    if (header.number("version") != BackupFormat.VERSION) {
      throw new IllegalArgumentException(
          "its version is %d, and this library knows only %d: use a newer one"
              .formatted(header.number("version"), BackupFormat.VERSION));
    }
    header.allow("format", "version", "poll", "takenAt", "votes", "subjects", "up", "down");
    Poll poll = PollJson.read(new JsonFields(header.get("poll")));
    Instant takenAt = Instant.parse(header.text("takenAt"));
    times.refuseOther("takenAt", Micros.of(takenAt));
    return new FileHeader(
        poll,
        takenAt,
        new BackupSum.Total(
            header.number("votes"),
            header.number("subjects"),
            header.number("up"),
            header.number("down"),
            ""));
  }
}
